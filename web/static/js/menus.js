// Small things that open, close and print: menus that stand open are closed by a click elsewhere or by Escape.
(function () {
  'use strict';

  function close(menu) {
    menu.open = false;
    if (menu.contains(document.activeElement)) {
      menu.querySelector('summary').focus();
    }
  }

  // A table wider than its place is swept sideways by keyboard as well.
  function reach() {
    document.querySelectorAll('.table-wrap, .formal').forEach(function (wrap) {
      if (wrap.scrollWidth > wrap.clientWidth && !wrap.hasAttribute('tabindex')) {
        var caption = wrap.querySelector('caption');
        wrap.tabIndex = 0;
        wrap.setAttribute('role', 'region');
        wrap.setAttribute('aria-label', caption ? caption.textContent.trim() : document.title);
      }
    });
  }

  document.addEventListener('DOMContentLoaded', reach);
  document.addEventListener('htmx:load', reach);
  window.addEventListener('resize', reach);

  // The navigation, for pages that want the whole width.
  function putAway(away) {
    document.documentElement.classList.toggle('no-homes', away);
    document.querySelectorAll('[data-homes]').forEach(function (button) {
      button.setAttribute('aria-expanded', String(!away));
    });
    try {
      window.localStorage.setItem('kaohe.homes', away ? 'away' : 'here');
    } catch (error) {
      // Kept for this page alone.
    }
  }

  document.addEventListener('DOMContentLoaded', function () {
    if (document.documentElement.classList.contains('no-homes')) {
      putAway(true);
    }
  });

  document.addEventListener('click', function (event) {
    document.querySelectorAll('details.menu[open], details.more[open]').forEach(function (menu) {
      if (!menu.contains(event.target)) {
        menu.open = false;
      }
    });
    var target = event.target.closest('[data-close], [data-print], [data-copy], [data-homes]');
    if (!target) {
      return;
    }
    if (target.hasAttribute('data-close')) {
      close(target.closest('details'));
    } else if (target.hasAttribute('data-homes')) {
      putAway(!document.documentElement.classList.contains('no-homes'));
    } else if (target.hasAttribute('data-print')) {
      window.print();
    } else if (target.hasAttribute('data-copy')) {
      copy(target);
    }
  });

  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') {
      document.querySelectorAll('details.menu[open], details.more[open], details.asks[open]').forEach(close);
    }
  });

  // A reason is asked for: the hand is already at its box.
  document.addEventListener('toggle', function (event) {
    var box = event.target.open && event.target.matches('details.asks') && event.target.querySelector('textarea, input:not([type="hidden"])');
    if (box) {
      box.focus();
    }
  }, true);

  // On paper nothing can be unfolded: every step of a score stands there.
  window.addEventListener('beforeprint', function () {
    document.querySelectorAll('details.step:not([open])').forEach(function (step) {
      step.open = true;
      step.setAttribute('data-for-paper', '');
    });
  });
  window.addEventListener('afterprint', function () {
    document.querySelectorAll('details.step[data-for-paper]').forEach(function (step) {
      step.open = false;
      step.removeAttribute('data-for-paper');
    });
  });

  // data-copy names the element whose text goes to the clipboard; without leave of the browser it is selected instead.
  function copy(button) {
    var source = document.querySelector(button.getAttribute('data-copy'));
    var text = source.value === undefined ? source.textContent : source.value;
    function done() {
      button.textContent = button.getAttribute('data-copied') || button.textContent;
    }
    if (navigator.clipboard) {
      navigator.clipboard.writeText(text).then(done);
      return;
    }
    var range = document.createRange();
    range.selectNodeContents(source);
    window.getSelection().removeAllRanges();
    window.getSelection().addRange(range);
    if (document.execCommand('copy')) {
      done();
    }
  }

  // data-tick-all ticks every box of its table.
  document.addEventListener('change', function (event) {
    if (event.target.matches('[data-tick-all]')) {
      event.target.closest('table, form').querySelectorAll('[data-tick]').forEach(function (box) {
        box.checked = event.target.checked && !box.disabled;
        box.dispatchEvent(new Event('change', { bubbles: true }));
      });
    }
  });
})();
