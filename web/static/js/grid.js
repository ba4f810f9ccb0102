// A table to type in like a sheet: data-grid on the table. What was copied in Excel or WPS is pasted from the cell one
// is in, to the right and below; Enter and the arrows go up and down. data-grow names a <template> with one more row;
// what stands in data-aside is no cell.
(function () {
  'use strict';

  var CELL = 'input:not([type="hidden"]):not([type="checkbox"]), textarea, select';

  function say(name, values) {
    return Object.keys(values).reduce(function (text, each) {
      return text.replace('{' + each + '}', values[each]);
    }, document.body.getAttribute('data-say-' + name) || '');
  }

  // Quoted cells hold line breaks and doubled quotes.
  function parse(text) {
    var rows = [[]];
    var cell = '';
    var quoted = false;
    for (var at = 0; at < text.length; at += 1) {
      var letter = text[at];
      if (quoted) {
        if (letter !== '"') {
          cell += letter;
        } else if (text[at + 1] === '"') {
          cell += '"';
          at += 1;
        } else {
          quoted = false;
        }
      } else if (letter === '"' && cell === '') {
        quoted = true;
      } else if (letter === '\t' || letter === '\n') {
        rows[rows.length - 1].push(cell);
        cell = '';
        if (letter === '\n') {
          rows.push([]);
        }
      } else if (letter !== '\r') {
        cell += letter;
      }
    }
    if (cell !== '' || rows[rows.length - 1].length > 0) {
      rows[rows.length - 1].push(cell);
    } else {
      rows.pop();
    }
    return rows;
  }

  function body(table) {
    return table.tBodies[0];
  }

  function cells(row) {
    return Array.from(row.querySelectorAll(CELL)).filter(function (cell) {
      return !cell.disabled && !cell.readOnly && !cell.closest('[data-aside]');
    });
  }

  // Names hold the place of their row: rows.0.title.
  function renumber(table) {
    Array.from(body(table).rows).forEach(function (row, place) {
      row.querySelectorAll('[name], [id], [for]').forEach(function (field) {
        ['name', 'id', 'for'].forEach(function (attribute) {
          var was = field.getAttribute(attribute);
          if (was) {
            field.setAttribute(attribute, was.replace(/([a-z_]+)([.-])(\d+|__)([.-])/, '$1$2' + place + '$4'));
          }
        });
      });
      var number = row.querySelector('[data-row-number]');
      if (number) {
        number.textContent = place + 1;
      }
    });
  }

  function grow(table) {
    var template = document.querySelector(table.getAttribute('data-grow') || 'template.none');
    if (!template) {
      return null;
    }
    body(table).append(template.content.firstElementChild.cloneNode(true));
    renumber(table);
    return body(table).lastElementChild;
  }

  function put(cell, value) {
    var text = cell.tagName === 'TEXTAREA' ? value.trim() : value.trim().replace(/\s+/g, ' ');
    if (cell.tagName === 'SELECT') {
      var option = Array.from(cell.options).find(function (each) { return each.value === text || each.text.trim() === text; });
      if (!option) {
        return false;
      }
      text = option.value;
    } else if (cell.hasAttribute('data-number')) {
      text = text.replace(/[,，\s]/g, '');
    }
    cell.value = text;
    cell.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'pasted' }));
    cell.dispatchEvent(new Event('change', { bubbles: true }));
    return true;
  }

  function tell(table, words) {
    var place = table.parentNode.querySelector('[data-grid-said]');
    if (!place) {
      place = document.createElement('p');
      place.className = 'form-text';
      place.setAttribute('data-grid-said', '');
      place.setAttribute('role', 'status');
      table.after(place);
    }
    place.textContent = words;
  }

  document.addEventListener('paste', function (event) {
    var table = event.target.closest && event.target.closest('table[data-grid]');
    var text = event.clipboardData ? event.clipboardData.getData('text/plain') : '';
    if (!table || !event.target.matches(CELL) || !/[\t\n]/.test(text.replace(/\r?\n$/, ''))) {
      return;
    }
    event.preventDefault();
    var start = event.target.closest('tr');
    var column = cells(start).indexOf(event.target);
    var first = Array.from(body(table).rows).indexOf(start);
    var lost = 0;
    var widest = 0;
    // Whoever knows this table may tidy what was pasted: drop a heading, a merged column.
    var told = { rows: parse(text), column: column };
    table.dispatchEvent(new CustomEvent('kaohe:pasting', { bubbles: true, detail: told }));
    var pasted = told.rows;
    column = told.column;
    pasted.forEach(function (values, down) {
      var row = body(table).rows[first + down] || grow(table);
      var into = row ? cells(row) : [];
      widest = Math.max(widest, values.length);
      values.forEach(function (value, right) {
        var cell = into[column + right];
        if (!cell || !put(cell, value)) {
          lost += value.trim() ? 1 : 0;
        }
      });
    });
    tell(table, say('pasted', { rows: pasted.length, columns: widest }) + (lost ? say('overflow', { cells: lost }) : ''));
  });

  document.addEventListener('keydown', function (event) {
    var table = event.target.closest && event.target.closest('table[data-grid]');
    var step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (!table || !step || event.altKey || event.ctrlKey || event.isComposing || !event.target.matches('input')) {
      return;
    }
    var row = event.target.closest('tr');
    var place = cells(row).indexOf(event.target);
    var all = Array.from(body(table).rows);
    var next = all[all.indexOf(row) + step] || (event.key === 'Enter' ? grow(table) : null);
    event.preventDefault();
    if (next && cells(next)[place]) {
      cells(next)[place].focus();
      if (cells(next)[place].select) {
        cells(next)[place].select();
      }
    }
  });

  document.addEventListener('click', function (event) {
    var add = event.target.closest('[data-add-row]');
    var remove = event.target.closest('[data-remove-row]');
    if (add) {
      var row = grow(document.querySelector(add.getAttribute('data-add-row')));
      if (row && cells(row)[0]) {
        cells(row)[0].focus();
      }
    } else if (remove) {
      var table = remove.closest('table');
      remove.closest('tr').remove();
      renumber(table);
      table.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'removed' }));
    }
  });

  document.addEventListener('kaohe:moved', function (event) {
    if (event.target.matches('table[data-grid]')) {
      renumber(event.target);
    }
  });
})();
