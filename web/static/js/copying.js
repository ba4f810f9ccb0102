// One button copies a text; without the right to the clipboard it is selected, ready for Ctrl+C.
(function () {
  'use strict';

  function said(button) {
    var words = button.textContent;
    button.textContent = button.getAttribute('data-copied');
    window.setTimeout(function () {
      button.textContent = words;
    }, 2000);
  }

  function byHand(field, button) {
    field.focus();
    field.select();
    if (document.execCommand('copy')) {
      said(button);
    }
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest ? event.target.closest('[data-copy]') : null;
    var field = button && document.getElementById(button.getAttribute('data-copy'));
    if (!field) {
      return;
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(field.value).then(function () {
        said(button);
      }, function () {
        byHand(field, button);
      });
    } else {
      byHand(field, button);
    }
  });
})();
