// Boxes of figures as in a table: Enter goes to the next one. A word in a search box (data-filter) narrows the list that
// it names to the lines that hold it.
(function () {
  'use strict';

  document.addEventListener('keydown', function (event) {
    var box = event.target;
    if (event.key !== 'Enter' || event.ctrlKey || event.isComposing || !box.form || !box.hasAttribute('data-number')) {
      return;
    }
    event.preventDefault();
    var boxes = Array.from(box.form.querySelectorAll('[data-number]'));
    var next = boxes[boxes.indexOf(box) + (event.shiftKey ? -1 : 1)];
    if (next) {
      next.focus();
      next.select();
    }
  });

  document.addEventListener('input', function (event) {
    var target = event.target.getAttribute && event.target.getAttribute('data-filter');
    if (!target) {
      return;
    }
    var wanted = event.target.value.trim().toLowerCase();
    document.querySelectorAll(target + ' > li').forEach(function (line) {
      line.hidden = wanted !== '' && line.textContent.toLowerCase().indexOf(wanted) < 0;
    });
  });
})();
