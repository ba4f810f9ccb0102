// Files to be handed in: chosen, dropped or pasted, listed with their size, each removable before it is sent; while
// they are sent, how far. data-drop on the field, data-most the bytes of the largest.
(function () {
  'use strict';

  function say(name) {
    return document.body.getAttribute('data-say-' + name) || '';
  }

  function size(bytes) {
    return bytes < 1048576 ? Math.max(1, Math.round(bytes / 1024)) + ' KB' : (bytes / 1048576).toFixed(1).replace('.0', '') + ' MB';
  }

  function input(field) {
    return field.querySelector('input[type="file"]:not([capture])');
  }

  function chosen(field) {
    return Array.from(input(field).files);
  }

  function set(field, files) {
    var most = Number(field.getAttribute('data-most')) || Infinity;
    var held = new DataTransfer();
    var refused = [];
    files.forEach(function (file) {
      if (file.size > most) {
        refused.push(say('too-large').replace('{name}', file.name).replace('{limit}', size(most)));
      } else {
        held.items.add(file);
      }
    });
    input(field).files = held.files;
    list(field, refused);
  }

  function add(field, files) {
    var before = input(field).multiple ? chosen(field) : [];
    set(field, before.concat(Array.from(files)));
    input(field).dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'added' }));
  }

  function list(field, refused) {
    var place = field.querySelector('.chosen');
    place.textContent = '';
    refused.forEach(function (words) {
      var line = document.createElement('li');
      line.className = 'text-danger';
      line.textContent = words;
      place.append(line);
    });
    chosen(field).forEach(function (file, at) {
      var line = document.createElement('li');
      var name = document.createElement('span');
      var bytes = document.createElement('small');
      var remove = document.createElement('button');
      name.textContent = file.name;
      bytes.textContent = size(file.size);
      remove.type = 'button';
      remove.className = 'btn btn-sm btn-link';
      remove.textContent = say('remove');
      remove.setAttribute('aria-label', say('remove') + ' ' + file.name);
      remove.addEventListener('click', function () {
        set(field, chosen(field).filter(function (each, place) { return place !== at; }));
      });
      line.append(name, bytes, remove);
      place.append(line);
    });
  }

  function fieldAt(event) {
    return event.target.closest ? event.target.closest('[data-drop]') : null;
  }

  function fieldOf(event) {
    var form = event.target.closest && event.target.closest('form');
    return form ? form.querySelector('[data-drop]') : document.querySelector('[data-drop]');
  }

  document.addEventListener('change', function (event) {
    var field = fieldAt(event);
    if (!field || event.target.type !== 'file') {
      return;
    }
    if (event.target.hasAttribute('capture')) {
      add(field, event.target.files);
      event.target.value = '';
    } else {
      set(field, chosen(field));
    }
  });

  ['dragenter', 'dragover'].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var field = fieldAt(event) || fieldOf(event);
      if (field && event.dataTransfer && Array.from(event.dataTransfer.types).indexOf('Files') >= 0) {
        event.preventDefault();
        field.classList.add('over');
      }
    });
  });

  document.addEventListener('dragleave', function (event) {
    var field = fieldAt(event) || (event.relatedTarget ? null : fieldOf(event));
    if (field && !field.contains(event.relatedTarget)) {
      field.classList.remove('over');
    }
  });

  // A file that misses its field is taken by the nearest: the browser would leave the page to show it.
  document.addEventListener('drop', function (event) {
    var field = fieldAt(event) || fieldOf(event);
    if (field && event.dataTransfer && event.dataTransfer.files.length) {
      event.preventDefault();
      field.classList.remove('over');
      add(field, event.dataTransfer.files);
    }
  });

  // A screenshot is pasted anywhere on the form; the first field for files takes it. Cells of a sheet come with a
  // picture of themselves, which nobody means to hand in.
  document.addEventListener('paste', function (event) {
    var isText = event.clipboardData && event.clipboardData.getData('text/plain') !== '';
    var files = event.clipboardData && !isText ? event.clipboardData.files : [];
    var field = fieldAt(event) || fieldOf(event);
    if (files.length && field) {
      event.preventDefault();
      add(field, files);
    }
  });

  document.addEventListener('htmx:xhr:progress', function (event) {
    var bar = event.target.querySelector ? event.target.querySelector('.sending') : null;
    if (bar && event.detail.lengthComputable) {
      bar.hidden = false;
      bar.value = 100 * event.detail.loaded / event.detail.total;
      bar.setAttribute('aria-label', say('sending'));
    }
  });

  document.addEventListener('htmx:afterRequest', function (event) {
    var bar = event.detail.elt.querySelector('.sending');
    if (bar) {
      bar.hidden = true;
    }
  });
})();
