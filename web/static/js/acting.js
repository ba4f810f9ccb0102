// Forms that do acts: the token goes along, nothing is sent twice, an answer that never came is said beside the form.
(function () {
  'use strict';

  function say(name) {
    return document.body.getAttribute('data-say-' + name) || '';
  }

  function token() {
    var meta = document.querySelector('meta[name="csrf-token"]');
    return meta ? meta.content : '';
  }

  function busy(form, on) {
    form.toggleAttribute('data-busy', on);
    form.querySelectorAll('button[type="submit"], button:not([type])').forEach(function (button) {
      if (on) {
        button.setAttribute('aria-disabled', 'true');
      } else {
        button.removeAttribute('aria-disabled');
      }
    });
  }

  document.addEventListener('htmx:configRequest', function (event) {
    if (event.detail.verb !== 'get') {
      event.detail.headers['X-CSRF-Token'] = token();
    }
  });

  document.addEventListener('htmx:beforeRequest', function (event) {
    var form = event.detail.elt;
    if (form.tagName !== 'FORM' || form.method !== 'post') {
      return;
    }
    if (form.hasAttribute('data-busy')) {
      event.preventDefault();
      return;
    }
    var place = form.querySelector('.refusal');
    if (place) {
      place.textContent = '';
    }
    busy(form, true);
  });

  // Sent on to another page, the form stays shut: a second click would do the act again.
  document.addEventListener('htmx:afterRequest', function (event) {
    var form = event.detail.elt;
    if (form.tagName !== 'FORM' || form.method !== 'post') {
      return;
    }
    var request = event.detail.xhr;
    if (request && request.getResponseHeader('HX-Redirect')) {
      form.dispatchEvent(new CustomEvent('kaohe:done', { bubbles: true }));
      return;
    }
    busy(form, false);
    var refused = form.querySelector('.refusal .alert');
    if (refused) {
      refused.scrollIntoView({ block: 'nearest' });
    }
  });

  function failed(event) {
    var place = event.detail.elt.querySelector('.refusal') || document.getElementById('said');
    if (place) {
      var box = document.createElement('div');
      box.className = 'alert alert-danger';
      box.setAttribute('role', 'alert');
      box.textContent = say('failed');
      place.textContent = '';
      place.appendChild(box);
    }
  }

  document.addEventListener('htmx:sendError', failed);
  document.addEventListener('htmx:timeout', failed);

  // Forms without htmx.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (event.defaultPrevented || form.method !== 'post' || form.hasAttribute('hx-post')) {
      return;
    }
    if (form.hasAttribute('data-busy')) {
      event.preventDefault();
      return;
    }
    busy(form, true);
  });

  // Signed out meanwhile, and in again in another window: for the same person the forms that are open here go on.
  var isOut = false;

  function renew() {
    if (!isOut) {
      return;
    }
    window.fetch('/account', { credentials: 'same-origin' }).then(function (answer) {
      return answer.ok && !answer.redirected ? answer.text() : '';
    }).then(function (text) {
      var page = new DOMParser().parseFromString(text, 'text/html');
      var meta = page.querySelector('meta[name="csrf-token"]');
      if (!meta || page.body.getAttribute('data-person') !== document.body.getAttribute('data-person')) {
        return;
      }
      isOut = false;
      document.querySelector('meta[name="csrf-token"]').content = meta.content;
      document.querySelectorAll('input[name="_token"]').forEach(function (field) { field.value = meta.content; });
    }).catch(function () { /* asked again when the window is looked at again */ });
  }

  document.addEventListener('kaohe:signed-out', function () { isOut = true; });
  document.addEventListener('htmx:afterRequest', function (event) {
    isOut = isOut || Boolean(event.detail.xhr && event.detail.xhr.status === 401);
  });
  window.addEventListener('focus', renew);

  // Back from another page by the browser's button: forms are open again.
  window.addEventListener('pageshow', function () {
    document.querySelectorAll('form[data-busy]').forEach(function (form) {
      busy(form, false);
    });
  });
})();
