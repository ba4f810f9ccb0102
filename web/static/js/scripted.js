// Runs before the page is drawn: what only works with a script is shown, its plain counterpart is not; whoever put the
// navigation away finds it put away.
(function () {
  'use strict';

  var root = document.documentElement;
  root.classList.add('scripted');
  try {
    root.classList.toggle('no-homes', window.localStorage.getItem('kaohe.homes') === 'away');
  } catch (error) {
    // The browser keeps nothing: the navigation stands.
  }
})();
