// The sheet of a breakdown: a row is copied below itself, as a new one of its own; what was copied from the office's own
// tables is tidied before it is pasted: a heading row says which column is which, the merged column of the indicator is left out.
(function () {
  'use strict';

  function fresh(copy) {
    copy.querySelectorAll('input[type="hidden"]').forEach(function (field) {
      if (/\.id$/.test(field.name)) {
        field.value = '';
      }
    });
    return copy;
  }

  // What was typed lives in the fields, not in the markup that is cloned.
  function carry(from, to) {
    var old = from.querySelectorAll('input, textarea');
    Array.from(to.querySelectorAll('input, textarea')).forEach(function (field, place) {
      if (field.type !== 'hidden') {
        field.value = old[place].value;
      }
    });
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-copy-row]');
    if (!button) {
      return;
    }
    var row = button.closest('tr');
    var copy = row.cloneNode(true);
    carry(row, copy);
    row.after(fresh(copy));
    var table = row.closest('table');
    table.dispatchEvent(new CustomEvent('kaohe:moved', { bubbles: true }));
    copy.querySelector('textarea, input:not([type="hidden"])').focus();
  });

  // A draft may have more rows than the page was drawn with.
  document.addEventListener('kaohe:restoring', function (event) {
    var add = event.target.querySelector('[data-add-row]');
    var rows = event.target.querySelector('.sheet-grid tbody');
    var most = Object.keys(event.detail).reduce(function (found, name) {
      var told = /^items\.(\d+)\./.exec(name);
      return told ? Math.max(found, Number(told[1]) + 1) : found;
    }, 0);
    while (add && rows && rows.rows.length < most) {
      add.click();
    }
    if (document.activeElement) {
      document.activeElement.blur();
    }
  });

  function plain(text) {
    return text.replace(/[\s\uff08\uff09()]/g, '');
  }

  function place(heads, text) {
    var told = plain(text);
    return told === '' ? -1 : heads.findIndex(function (head) { return told.indexOf(head) >= 0 || head.indexOf(told) >= 0; });
  }

  // A column of numbers counts, and a cell merged over many rows comes as one text with nothing below it.
  function beside(rows) {
    var first = rows.map(function (row) { return row[0].trim(); });
    var rest = rows.every(function (row) { return row.length > 1 && row.slice(1).join('').trim() !== ''; });
    var merged = first[0] !== '' && first.slice(1).every(function (text) { return text === ''; });
    var counted = first.every(function (text, number) { return text === String(number + 1); });
    return rows.length > 1 && rest && (merged || counted);
  }

  function tidied(heads, rows) {
    while (beside(rows)) {
      rows = rows.map(function (row) { return row.slice(1); });
    }
    return rows;
  }

  document.addEventListener('kaohe:pasting', function (event) {
    var told = event.detail;
    var heads = (event.target.getAttribute('data-heads') || '').split('|').filter(Boolean).map(plain);
    if (!heads.length || !told.rows.length) {
      return;
    }
    var places = told.rows[0].map(function (text) { return place(heads, text); });
    if (places.filter(function (each) { return each >= 0; }).length < 2) {
      told.rows = tidied(heads, told.rows);
      return;
    }
    told.column = 0;
    told.rows = told.rows.slice(1).map(function (row) {
      var cells = [];
      heads.forEach(function (head, at) {
        var from = places.indexOf(at);
        cells.push(from >= 0 && from < row.length ? row[from] : '');
      });
      return cells;
    });
  });
})();
