// Lists: a choice is asked at once, empty boxes stay out of the address, ticks are counted. Without this a list is a
// form and links, and works.
(function () {
  'use strict';

  function inside(target, selector) {
    return target && target.closest ? target.closest(selector) : null;
  }

  function said(words) {
    var place = document.getElementById('listing-heard');
    if (!place) {
      place = document.createElement('p');
      place.id = 'listing-heard';
      place.className = 'visually-hidden';
      place.setAttribute('role', 'status');
      document.body.appendChild(place);
    }
    place.textContent = words;
  }

  // A box that was left empty asks nothing: the address holds only what was chosen.
  function lighten(form) {
    var at = document.activeElement;
    Array.prototype.forEach.call(form.elements, function (box) {
      if (box.name && !box.value && !box.disabled) {
        box.disabled = true;
        box.setAttribute('data-listing-empty', '');
      }
    });
    window.setTimeout(function () {
      Array.prototype.forEach.call(form.querySelectorAll('[data-listing-empty]'), function (box) {
        box.disabled = false;
        box.removeAttribute('data-listing-empty');
      });
      if (at && at.form === form && document.activeElement === document.body) {
        at.focus(); // whoever cleared a box goes on typing in it
      }
    }, 0);
  }

  // How many are ticked stands at the button: <span data-ticked-for="the form's id"></span>.
  function count(list, ticked, most) {
    var first = list.querySelector('tbody .listing-tick input');
    var places = first ? document.querySelectorAll('[data-ticked-for="' + first.getAttribute('form') + '"]') : [];
    Array.prototype.forEach.call(places, function (place) {
      place.textContent = ticked ? '（' + ticked + '）' : '';
    });
    var full = list.querySelector('.listing-full');
    if (full) {
      full.hidden = !most || ticked < most;
    }
  }

  document.addEventListener('change', function (event) {
    var box = inside(event.target, '[data-listing-now]');
    if (box && box.form && box.checkValidity()) {
      box.form.requestSubmit();
    }
  });

  document.addEventListener('submit', function (event) {
    if (inside(event.target, '.listing-form')) {
      lighten(event.target);
    }
  }, true);

  // Ticks: all of this page, and never more than may be done at once.
  document.addEventListener('change', function (event) {
    var all = inside(event.target, '[data-listing-all]');
    var list = inside(event.target, '[data-listing]');
    if (!list) {
      return;
    }
    var boxes = Array.prototype.slice.call(list.querySelectorAll('tbody .listing-tick input'));
    if (all) {
      boxes.forEach(function (box, place) {
        box.checked = all.checked && place < Number(box.getAttribute('data-at-most'));
      });
    }
    var ticked = boxes.filter(function (box) { return box.checked; });
    var most = boxes.length ? Number(boxes[0].getAttribute('data-at-most')) : 0;
    boxes.forEach(function (box) {
      box.disabled = ticked.length >= most && !box.checked;
    });
    count(list, ticked.length, most);
  });

  // Whoever was signed out meanwhile gets the page that says so, not an empty place.
  document.addEventListener('htmx:beforeSwap', function (event) {
    var target = event.detail.target;
    var isList = target && target.hasAttribute && target.hasAttribute('data-listing');
    if (isList && event.detail.xhr.responseText.indexOf('id="' + target.id + '"') < 0) {
      event.detail.shouldSwap = false;
      window.location.reload();
    }
  });

  document.addEventListener('htmx:afterSettle', function (event) {
    var list = inside(event.target, '[data-listing]') || (event.detail.elt && inside(event.detail.elt, '[data-listing]'));
    var told = list && list.querySelector('[data-listing-said]');
    if (told) {
      said(told.textContent.replace(/\s+/g, ' ').trim());
    }
  });
})();
