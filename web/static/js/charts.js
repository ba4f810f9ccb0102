// Charts: <figure class="chart" data-chart="{…}"> holds the options of ECharts as JSON and, for those who cannot see it
// and for paper, a table. The library is fetched only where there is a chart.
(function () {
  'use strict';

  var library = document.currentScript.getAttribute('data-library');
  var FONT = getComputedStyle(document.documentElement).getPropertyValue('--bs-font-sans-serif');
  var COLOURS = ['#b3261e', '#1a5a9e', '#146c43', '#7a4f00', '#6b4fa0', '#52606d'];
  var ON_DARK = ['#e0b84c', '#35c27a', '#6fb1ff', '#ff8478', '#c9a6ff', '#b8c1cb'];
  var asked = false;

  function listed(value) {
    return Array.isArray(value) ? value : value ? [value] : [];
  }

  // On a wall the letters of a chart grow with the others.
  function enlarge(options) {
    var size = 1.1 * parseFloat(getComputedStyle(document.documentElement).fontSize);
    listed(options.xAxis).concat(listed(options.yAxis)).forEach(function (axis) {
      axis.axisLabel = Object.assign({ fontSize: size }, axis.axisLabel);
    });
    listed(options.legend).forEach(function (legend) {
      legend.textStyle = Object.assign({ fontSize: size }, legend.textStyle);
    });
  }

  function draw(figure) {
    if (figure.hasAttribute('data-drawn')) {
      return;
    }
    figure.setAttribute('data-drawn', '');
    var options = JSON.parse(figure.getAttribute('data-chart'));
    var place = document.createElement('div');
    place.className = 'chart-canvas';
    place.setAttribute('role', 'img');
    place.setAttribute('aria-label', figure.getAttribute('data-label') || '');
    var caption = figure.querySelector('figcaption');
    if (caption) {
      caption.insertAdjacentElement('afterend', place);
    } else {
      figure.prepend(place);
    }
    figure.classList.add('is-drawn'); // what the server drew is for paper now
    figure.querySelectorAll('.chart-table[open]').forEach(function (table) { table.removeAttribute('open'); });
    var dark = document.body.hasAttribute('data-dark');
    var chart = window.echarts.init(place, dark ? 'dark' : null, { renderer: 'canvas' });
    // Drawn on the canvas: a tooltip of HTML needs inline styles, which the content policy forbids.
    options.tooltip = Object.assign({ renderMode: 'richText', confine: true }, options.tooltip);
    options.textStyle = Object.assign({ fontFamily: FONT }, options.textStyle);
    options.color = options.color || (dark ? ON_DARK : COLOURS);
    options.backgroundColor = 'transparent';
    if (dark) {
      enlarge(options);
    }
    options.animation = false;
    if (options.xAxis) {
      options.grid = options.grid || { left: 8, right: 24, top: options.legend ? 48 : 24, bottom: 8, containLabel: true };
    }
    if (options.legend && !Array.isArray(options.legend)) {
      options.legend = Object.assign({ top: 0 }, options.legend);
    }
    chart.setOption(options);
    chart.on('click', function (event) {
      if (event.data && event.data.href && /^\/(?!\/)/.test(event.data.href)) {
        window.location.assign(event.data.href);
      }
    });
  }

  function drawAll() {
    var figures = document.querySelectorAll('[data-chart]:not([data-drawn])');
    if (figures.length === 0) {
      return;
    }
    if (window.echarts) {
      figures.forEach(draw);
    } else if (!asked) {
      asked = true;
      var script = document.createElement('script');
      script.src = library;
      script.addEventListener('load', drawAll);
      document.head.append(script);
    }
  }

  // A wall renews itself for weeks: a chart that goes takes its memory along.
  document.addEventListener('htmx:beforeCleanupElement', function (event) {
    var gone = event.target.classList && event.target.classList.contains('chart-canvas') && window.echarts;
    if (gone) {
      window.echarts.dispose(event.target);
    }
  });

  function fit() {
    document.querySelectorAll('[data-drawn] > .chart-canvas').forEach(function (place) {
      var chart = window.echarts && window.echarts.getInstanceByDom(place);
      if (chart) {
        chart.resize();
      }
    });
  }

  // Paper is another width than the screen: it gets a picture that grows and shrinks with it.
  function print() {
    fit();
    document.querySelectorAll('[data-drawn]:not(.has-drawing) > .chart-canvas').forEach(function (place) {
      var chart = window.echarts && window.echarts.getInstanceByDom(place);
      var before = place.parentNode.querySelector('.chart-paper');
      if (before) {
        before.remove();
      }
      if (chart) {
        var paper = chart.renderToCanvas({ pixelRatio: 2, backgroundColor: '#fff' });
        paper.removeAttribute('style'); // it was placed upon the others
        paper.className = 'chart-paper';
        paper.setAttribute('aria-hidden', 'true');
        place.insertAdjacentElement('afterend', paper);
        place.parentNode.classList.add('has-paper');
      }
    });
  }

  // A year that is wider than its place opens at the present month.
  function comeToNow() {
    document.querySelectorAll('.gantt-wrap:not([data-come])').forEach(function (wrap) {
      var now = wrap.querySelector('thead .is-now');
      var item = wrap.querySelector('thead .gantt-item');
      wrap.setAttribute('data-come', '');
      if (now && now.offsetLeft + now.offsetWidth > wrap.clientWidth) {
        wrap.scrollLeft = now.offsetLeft - item.offsetWidth - now.offsetWidth;
      }
    });
  }

  window.addEventListener('resize', fit);
  window.addEventListener('beforeprint', print);
  document.addEventListener('DOMContentLoaded', drawAll);
  document.addEventListener('DOMContentLoaded', comeToNow);
  document.addEventListener('htmx:load', drawAll);
  document.addEventListener('htmx:load', comeToNow);
})();
