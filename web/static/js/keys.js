// Keys: / finds, j and k walk through rows, x ticks one, Enter opens it, Ctrl+Enter sends the form, ? shows the keys.
(function () {
  'use strict';

  function typing(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|radio|button|submit)$/.test(target.type);
  }

  function rows() {
    return Array.from(document.querySelectorAll('[data-rows] > *')).filter(function (row) {
      return row.offsetParent !== null;
    });
  }

  function current() {
    return document.querySelector('[data-rows] > [aria-current="true"]');
  }

  function walk(step) {
    var all = rows();
    if (all.length === 0) {
      return;
    }
    var was = current();
    var at = was ? all.indexOf(was) + step : step > 0 ? 0 : all.length - 1;
    var row = all[Math.max(0, Math.min(all.length - 1, at))];
    if (was) {
      was.removeAttribute('aria-current');
    }
    row.setAttribute('aria-current', 'true');
    row.scrollIntoView({ block: 'nearest' });
    var link = row.querySelector('a[href], button, input, summary');
    if (link) {
      link.focus({ preventScroll: true });
    }
  }

  function tick() {
    var box = current() && current().querySelector('input[type="checkbox"]:not([disabled])');
    if (box) {
      box.click();
    }
  }

  var keys = {
    '/': function () {
      var search = document.querySelector('[data-search], input[type="search"]');
      if (search) {
        search.focus();
        search.select();
      }
    },
    j: function () { walk(1); },
    k: function () { walk(-1); },
    x: tick,
    '?': function () {
      var help = document.getElementById('keys');
      if (help && help.showModal && !help.open) {
        help.showModal();
      }
    }
  };

  document.addEventListener('keydown', function (event) {
    var target = event.target;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && target.form && target.form.requestSubmit) {
      event.preventDefault();
      // By its chief button, so that what this one says goes along, and never one that takes something away.
      var chief = '.btn-primary[type="submit"], .btn-primary:not([type])';
      target.form.requestSubmit(target.form.querySelector(chief) || undefined);
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(target) || !keys[event.key]) {
      return;
    }
    if (document.querySelector('dialog[open]')) {
      return;
    }
    event.preventDefault();
    keys[event.key]();
  });
})();
