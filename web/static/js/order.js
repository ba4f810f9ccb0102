// Putting things in order: data-order on the list or the <tbody>. Drag by the grip, or Alt with the arrows, or the
// buttons data-move="up" and "down".
(function () {
  'use strict';

  var dragged = null;

  function itemOf(element) {
    var list = element.closest && element.closest('[data-order]');
    if (!list) {
      return null;
    }
    var item = element;
    while (item.parentNode !== list) {
      item = item.parentNode;
    }
    return item;
  }

  function told(item) {
    var list = item.parentNode;
    Array.from(list.children).forEach(function (each, place) {
      var number = each.querySelector('[data-place]');
      if (number) {
        number.value = place + 1;
      }
    });
    (list.closest('table') || list).dispatchEvent(new CustomEvent('kaohe:moved', { bubbles: true }));
    list.dispatchEvent(new CustomEvent('input', { bubbles: true, detail: 'moved' }));
    var said = document.getElementById('said');
    if (said) {
      said.setAttribute('data-moved', '');
      var place = Array.from(list.children).indexOf(item) + 1;
      var words = said.querySelector('.visually-hidden') || said.appendChild(document.createElement('span'));
      words.className = 'visually-hidden';
      words.textContent = (document.body.getAttribute('data-say-moved') || '').replace('{place}', place);
    }
  }

  function move(item, step, focus) {
    var other = step < 0 ? item.previousElementSibling : item.nextElementSibling;
    if (!other) {
      return;
    }
    if (step < 0) {
      other.before(item);
    } else {
      other.after(item);
    }
    told(item);
    if (focus) {
      focus.focus();
    }
  }

  document.addEventListener('keydown', function (event) {
    var step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    var item = step && event.altKey ? itemOf(event.target) : null;
    if (item) {
      event.preventDefault();
      move(item, step, event.target);
    }
  });

  document.addEventListener('click', function (event) {
    var button = event.target.closest('[data-move]');
    var item = button && itemOf(button);
    if (item) {
      move(item, button.getAttribute('data-move') === 'up' ? -1 : 1, button);
    }
  });

  // Pointer events serve mouse, pen and finger alike.
  document.addEventListener('pointerdown', function (event) {
    var grip = event.target.closest && event.target.closest('.grip');
    dragged = grip ? itemOf(grip) : null;
    if (dragged) {
      dragged.classList.add('moving');
      grip.setPointerCapture(event.pointerId);
    }
  });

  document.addEventListener('pointermove', function (event) {
    if (!dragged) {
      return;
    }
    Array.from(dragged.parentNode.children).some(function (other) {
      var box = other.getBoundingClientRect();
      if (other === dragged || event.clientY < box.top || event.clientY > box.bottom) {
        return false;
      }
      if (event.clientY < box.top + box.height / 2) {
        other.before(dragged);
      } else {
        other.after(dragged);
      }
      return true;
    });
  });

  function drop() {
    if (dragged) {
      dragged.classList.remove('moving');
      told(dragged);
      dragged = null;
    }
  }

  document.addEventListener('pointerup', drop);
  document.addEventListener('pointercancel', drop);
})();
