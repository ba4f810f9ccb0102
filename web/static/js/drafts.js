// Long forms: what is typed is kept on this computer until it is handed in, and leaving the page is asked about.
// A draft belongs to a person and a key; signing out forgets them all, for computers are shared.
(function () {
  'use strict';

  var ROOT = 'kaohe.draft.';
  var PAUSE = 800;
  var OLDEST = 30 * 24 * 3600 * 1000;
  var filling = false;

  function say(name) {
    return document.body.getAttribute('data-say-' + name) || '';
  }

  function key(form) {
    return ROOT + document.body.getAttribute('data-person') + '.' + form.getAttribute('data-draft');
  }

  function stored(work) {
    try {
      return work(window.localStorage);
    } catch (error) {
      return null; // full or forbidden: the form works without
    }
  }

  function fields(form) {
    return Array.from(form.elements).filter(function (field) {
      return field.name && field.name[0] !== '_' && !/^(hidden|file|password|submit|button)$/.test(field.type);
    });
  }

  // One list per name, in the order of the page.
  function values(form) {
    var told = {};
    fields(form).forEach(function (field) {
      var value = /^(checkbox|radio)$/.test(field.type) ? field.checked : field.value;
      (told[field.name] = told[field.name] || []).push(value);
    });
    return told;
  }

  // `clears`: what was told nothing about is emptied, for it was not there then.
  function fill(form, told, clears) {
    var seen = {};
    filling = true;
    fields(form).forEach(function (field) {
      var place = seen[field.name] = (seen[field.name] || 0) + 1;
      var value = (told[field.name] || [])[place - 1];
      if (value === undefined && clears) {
        value = /^(checkbox|radio)$/.test(field.type) ? false : '';
      }
      if (value === undefined) {
        return;
      }
      if (/^(checkbox|radio)$/.test(field.type)) {
        field.checked = value;
      } else {
        field.value = value;
      }
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    filling = false;
  }

  function time(at) {
    var date = new Date(at);
    return ('0' + date.getHours()).slice(-2) + ':' + ('0' + date.getMinutes()).slice(-2);
  }

  function keep(form) {
    var now = Date.now();
    var done = stored(function (storage) {
      storage.setItem(key(form), JSON.stringify({ at: now, values: values(form) }));
      return true;
    });
    var place = form.querySelector('[data-kept]');
    if (done && place) {
      place.textContent = say('kept').replace('{time}', time(now));
    }
  }

  function forget(form) {
    form.removeAttribute('data-unsaved');
    stored(function (storage) { storage.removeItem(key(form)); });
  }

  function offer(form, draft, before) {
    var box = document.createElement('div');
    var discard = document.createElement('button');
    box.className = 'alert alert-info';
    box.setAttribute('role', 'status');
    box.textContent = say('restored').replace('{time}', new Date(draft.at).toLocaleString(document.documentElement.lang)) + ' ';
    discard.type = 'button';
    discard.className = 'btn btn-sm btn-secondary';
    discard.textContent = say('discard');
    discard.addEventListener('click', function () {
      fill(form, before, true);
      forget(form);
      box.remove();
    });
    box.append(discard);
    form.prepend(box);
  }

  function begin(form) {
    if (form.hasAttribute('data-begun')) {
      return;
    }
    form.setAttribute('data-begun', '');
    var before = values(form);
    if (form.hasAttribute('data-autosave') && document.querySelector('.alert-success')) {
      forget(form); // the server has just kept everything
    }
    var draft = stored(function (storage) { return JSON.parse(storage.getItem(key(form))); });
    if (draft && JSON.stringify(draft.values) !== JSON.stringify(before)) {
      form.dispatchEvent(new CustomEvent('kaohe:restoring', { bubbles: true, detail: draft.values }));
      fill(form, draft.values);
      form.setAttribute('data-unsaved', '');
      offer(form, draft, before);
    }
    var waiting;
    form.addEventListener('input', function (event) {
      if (filling) {
        return;
      }
      form.setAttribute('data-unsaved', '');
      clearTimeout(waiting);
      waiting = setTimeout(keep, PAUSE, form);
    });
    form.addEventListener('kaohe:done', function () {
      clearTimeout(waiting);
      forget(form);
    });
    form.addEventListener('submit', function () {
      clearTimeout(waiting);
      if (!form.hasAttribute('hx-post')) {
        keep(form); // a refusal comes as a page of its own
        form.removeAttribute('data-unsaved');
      }
    });
  }

  function forgetOld() {
    stored(function (storage) {
      Object.keys(storage).filter(function (name) { return name.indexOf(ROOT) === 0; }).forEach(function (name) {
        if (!(JSON.parse(storage.getItem(name)).at > Date.now() - OLDEST)) {
          storage.removeItem(name);
        }
      });
    });
  }

  // What was handed in needs no copy any more.
  function forgetSent() {
    document.querySelectorAll('[data-handed-in]').forEach(function (place) {
      var name = ROOT + document.body.getAttribute('data-person') + '.' + place.getAttribute('data-handed-in');
      stored(function (storage) { storage.removeItem(name); });
    });
  }

  function beginAll() {
    document.querySelectorAll('form[data-draft]').forEach(begin);
  }

  window.addEventListener('beforeunload', function (event) {
    if (document.querySelector('form[data-unsaved]')) {
      event.preventDefault();
      event.returnValue = say('leave');
    }
  });

  document.addEventListener('submit', function (event) {
    if (event.target.hasAttribute('data-forget-drafts')) {
      stored(function (storage) {
        Object.keys(storage).filter(function (name) { return name.indexOf(ROOT) === 0; }).forEach(function (name) {
          storage.removeItem(name);
        });
      });
      document.querySelectorAll('form[data-unsaved]').forEach(function (form) { form.removeAttribute('data-unsaved'); });
    }
  });

  document.addEventListener('DOMContentLoaded', forgetOld);
  document.addEventListener('DOMContentLoaded', forgetSent);
  document.addEventListener('DOMContentLoaded', beginAll);
  document.addEventListener('htmx:load', beginAll);
})();
