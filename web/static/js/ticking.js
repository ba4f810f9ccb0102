// Ticks: all that may be ticked at once, how many are, and nothing is sent without any.
(function () {
  'use strict';

  var MOST = 100;

  function boxes(form) {
    return Array.from(form.querySelectorAll('input[data-tick]'));
  }

  function count(form) {
    var ticked = boxes(form).filter(function (box) { return box.checked; });
    var place = form.querySelector('[data-ticked]');
    var send = form.querySelector('[data-tick-send]');
    if (place) {
      place.textContent = ticked.length ? String(ticked.length) : '';
    }
    if (send) {
      send.disabled = ticked.length === 0;
    }
  }

  document.addEventListener('change', function (event) {
    var form = event.target.form;
    if (!form || !(event.target.hasAttribute('data-tick') || event.target.hasAttribute('data-tick-all'))) {
      return;
    }
    if (event.target.hasAttribute('data-tick-all')) {
      boxes(form).forEach(function (box, place) {
        box.checked = event.target.checked && place < MOST;
      });
    }
    count(form);
  });

  document.addEventListener('DOMContentLoaded', function () {
    document.querySelectorAll('[data-tick-send]').forEach(function (button) {
      if (button.form) {
        count(button.form);
      }
    });
  });
})();
