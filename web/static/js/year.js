// The editor of a scheme: line numbers, from a remark or an input to its line, and words that were offered.
(function () {
  'use strict';

  var text = document.getElementById('yaml');
  var numbers = document.querySelector('.yaml .numbers');

  function count() {
    if (!text || !numbers) {
      return;
    }
    var total = text.value.split('\n').length;
    if (Number(numbers.getAttribute('data-total')) !== total) {
      var lines = [];
      for (var n = 1; n <= total; n += 1) {
        lines.push(n);
      }
      numbers.textContent = lines.join('\n');
      numbers.setAttribute('data-total', total);
    }
    numbers.scrollTop = text.scrollTop;
  }

  function show(line, take) {
    if (!text || !line) {
      return;
    }
    var lines = text.value.split('\n');
    var start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    var height = parseFloat(getComputedStyle(text).lineHeight) || 20;
    if (take) {
      text.focus();
    }
    text.setSelectionRange(start, start + (lines[line - 1] || '').length);
    text.scrollTop = Math.max(0, (line - 6) * height);
    count();
  }

  if (text) {
    text.addEventListener('input', count);
    text.addEventListener('scroll', count);
    count();
    var asked = /[?&]line=(\d+)/.exec(window.location.search);
    if (asked) {
      show(Number(asked[1]), true);
    }
  }

  document.addEventListener('click', function (event) {
    var link = event.target.closest('[data-goto]');
    if (link) {
      event.preventDefault();
      show(Number(link.getAttribute('data-goto')), true);
      return;
    }
    var offered = event.target.closest('[data-words]');
    if (offered) {
      var input = offered.closest('.dated').querySelector('input');
      input.value = offered.getAttribute('data-words');
      input.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });

  document.addEventListener('focusin', function (event) {
    var line = event.target.getAttribute && event.target.getAttribute('data-line');
    if (line && Number(line) > 1) {
      show(Number(line), false);
    }
  });
})();
// The clock of a played year: the slider leads to its month.
(function () {
  'use strict';

  var slider = document.querySelector('.slider[data-months]');
  if (!slider) {
    return;
  }
  slider.addEventListener('change', function () {
    var month = slider.getAttribute('data-months').split(' ')[Number(slider.value)];
    var query = new URLSearchParams(window.location.search);
    query.set('month', month);
    window.location.search = query.toString();
  });
})();
