// The page of reports: what follows from a figure is shown while it is typed, drafts are kept by themselves, files go up
// as soon as they are chosen. Without this script the same buttons do the same.
(function () {
  'use strict';

  var WAIT = 250;
  var PAUSE = 2500;

  function token() {
    var meta = document.querySelector('meta[name="csrf-token"]');
    return meta ? meta.content : '';
  }

  function one(where, what) {
    return where.querySelector(what);
  }

  function text(where, what, words) {
    var place = one(where, what);
    if (place) {
      place.textContent = words || '—';
    }
  }

  // What follows from a figure

  function light(row, told) {
    var place = one(row, '[data-light]');
    if (!place || !told.light) {
      return;
    }
    place.textContent = '';
    var mark = document.createElement('span');
    var lamp = document.createElement('span');
    var words = document.createElement('span');
    mark.className = 'light light-' + told.light + ' light-hollow';
    lamp.className = 'lamp';
    lamp.setAttribute('aria-hidden', 'true');
    words.textContent = told.label || '';
    mark.append(lamp, words);
    place.append(mark);
  }

  function error(field, words) {
    var place = document.getElementById(field.id + '-error');
    field.classList.toggle('is-invalid', Boolean(words));
    if (words) {
      field.setAttribute('aria-invalid', 'true');
    } else {
      field.removeAttribute('aria-invalid');
    }
    if (place) {
      place.textContent = words || '';
    }
  }

  function show(name, told) {
    var row = one(document, '[data-figure="' + name + '"]');
    var field = document.getElementById(name);
    if (!row || !field) {
      return;
    }
    error(field, told.error);
    if (told.error) {
      return;
    }
    text(row, '[data-other]', told.other);
    text(row, '[data-share]', told.share);
    text(row, '[data-gap]', told.gap);
    light(row, told);
    analysis(name, told);
  }

  function analysis(name, told) {
    var box = one(document, '[data-analysis="' + name + '"]');
    if (!box) {
      return;
    }
    var lags = told.light === 'yellow' || told.light === 'red';
    one(box, '[data-lags]').hidden = !lags;
    if (lags) {
      box.open = true;
    }
    var falling = one(document, '[data-falling="' + name + '"]');
    if (falling) {
      falling.hidden = !told.falls;
    }
  }

  function reckon(field) {
    var row = field.closest('[data-figure]');
    var query = new URLSearchParams();
    query.set(field.name, field.value);
    window.fetch('/reports/' + row.getAttribute('data-report') + '/reckoned?' + query, { credentials: 'same-origin' })
      .then(function (answer) { return answer.ok ? answer.json() : {}; })
      .then(function (told) {
        if (told[field.name]) {
          show(field.name, told[field.name]);
        }
      })
      .catch(function () { /* shown again when the draft is kept */ });
  }

  // Keeping drafts

  // Parts that the server has drawn, and escaped.
  function put(place, drawn) {
    var parsed = new DOMParser().parseFromString(drawn, 'text/html');
    place.textContent = '';
    place.append.apply(place, Array.from(parsed.body.childNodes));
  }

  function apply(form, told) {
    Object.keys(told.reports || {}).forEach(function (id) {
      var sheet = told.reports[id];
      var version = form.elements[id + '.version'];
      var place = one(document, '[data-sheet="' + id + '"]');
      if (version) {
        version.value = sheet.version;
      }
      if (place) {
        put(one(place, '[data-check]'), sheet.check);
        put(one(place, '[data-papers]'), sheet.evidence);
      }
      Object.keys(sheet.lines).forEach(function (name) {
        var field = document.getElementById(name);
        if (field && document.activeElement !== field) {
          show(name, (told.errors || {})[name] ? { error: told.errors[name] } : sheet.lines[name]);
        }
      });
    });
    Object.keys(told.errors || {}).forEach(function (name) {
      var field = document.getElementById(name);
      if (field) {
        error(field, told.errors[name]);
      }
    });
    var ready = one(form, '[data-ready]');
    if (ready && told.ready_said) {
      ready.textContent = told.ready_said;
    }
    refusal(form, told.reasons || []);
  }

  function refusal(form, reasons) {
    var place = one(form, '[data-refusal]');
    place.textContent = '';
    if (!reasons.length) {
      return;
    }
    var box = document.createElement('div');
    box.className = 'alert alert-danger';
    box.setAttribute('role', 'alert');
    reasons.forEach(function (reason) {
      var line = document.createElement('p');
      line.className = 'mb-0';
      line.textContent = reason;
      box.append(line);
    });
    place.append(box);
  }

  // One request after the other: a version that is being written must not be written again.
  function send(form, verb, files) {
    var data = new FormData(form);
    if (!files) {
      data.delete('file');
    }
    data.set('_do', verb);
    form.pending = (form.pending || 0) + 1;
    form.sending = (form.sending || Promise.resolve()).then(function () {
      Array.from(form.elements).forEach(function (field) {
        if (/\.version$/.test(field.name)) {
          data.set(field.name, field.value);
        }
      });
      return window.fetch(form.action, {
        method: 'POST',
        body: data,
        credentials: 'same-origin',
        headers: { Accept: 'application/json', 'X-CSRF-Token': token() }
      });
    }).then(function (answer) {
      if (!answer.ok) {
        if (answer.status === 401) {
          document.dispatchEvent(new CustomEvent('kaohe:signed-out'));
        }
        throw new Error(String(answer.status));
      }
      return answer.json();
    }).then(function (told) {
      apply(form, told);
      var kept = one(form, '[data-kept]');
      if (!told.reasons.length && !Object.keys(told.errors).length) {
        form.dispatchEvent(new CustomEvent('kaohe:done', { bubbles: true }));
        if (kept) {
          kept.textContent = told.kept_said;
        }
      }
      return told;
    }).catch(function (error) {
      var kept = one(form, '[data-kept]');
      if (kept) {
        kept.textContent = document.body.getAttribute(error.message === '401' ? 'data-say-signed-out' : 'data-say-failed');
      }
      return null;
    }).then(function (told) {
      form.pending -= 1;
      return told;
    });
    return form.sending;
  }

  function begin(form) {
    var waiting;
    var typing;
    var pressed;
    form.addEventListener('input', function (event) {
      var field = event.target;
      if (!field.name || field.name[0] === '_' || field.type === 'file') {
        return;
      }
      if (field.hasAttribute('data-number')) {
        clearTimeout(typing);
        typing = setTimeout(reckon, WAIT, field);
      }
      clearTimeout(waiting);
      waiting = setTimeout(send, PAUSE, form, 'keep');
    });
    // While a draft is on its way, handing in waits for it: both carry the version that the page knows.
    form.addEventListener('submit', function (event) {
      clearTimeout(waiting);
      if (!form.pending) {
        return;
      }
      var button = event.submitter || pressed;
      event.preventDefault();
      form.sending.then(function () {
        if (form.requestSubmit) {
          form.requestSubmit(button);
        } else {
          button.click();
        }
      });
    });
    form.addEventListener('click', function (event) {
      var button = event.target.closest('button[name="_do"]');
      pressed = button || pressed;
      if (!button || !/^(detach:|reuse|paper)/.test(button.value)) {
        return;
      }
      event.preventDefault();
      clearTimeout(waiting);
      send(form, button.value).then(function (told) {
        if (told && !told.reasons.length && button.value === 'reuse') {
          form.querySelectorAll('[name="_evidence"]').forEach(function (box) { box.checked = false; });
          button.closest('details').open = false;
        }
        if (told && !told.reasons.length && button.value === 'paper') {
          button.closest('details').querySelectorAll('input').forEach(function (field) { field.value = ''; });
          button.closest('details').open = false;
        }
      });
    });
    var field = one(form, '[data-upload] input[type="file"]:not([capture])');
    function upload() {
      if (!field.files.length) {
        return;
      }
      clearTimeout(waiting);
      send(form, 'upload', true).then(function (told) {
        if (told) {
          field.value = '';
          one(form, '[data-upload] .chosen').textContent = '';
        }
      });
    }
    if (field) {
      field.addEventListener('change', function () { setTimeout(upload, 0); });
      field.addEventListener('input', function (event) {
        if (event.detail === 'added') {
          setTimeout(upload, 0);
        }
      });
    }
  }

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('form[data-autosave]').forEach(begin);
  });
})();
