// Asks before what cannot be taken back: a form, or the button that sends it, says what with data-confirm.
(function () {
  'use strict';

  function say(name) {
    return document.body.getAttribute('data-say-' + name) || '';
  }

  function button(text, look, value) {
    var made = document.createElement('button');
    made.className = 'btn btn-' + look;
    made.textContent = text;
    made.value = value;
    return made;
  }

  function ask(question, then) {
    if (typeof HTMLDialogElement === 'undefined') {
      if (window.confirm(question)) {
        then();
      }
      return;
    }
    var dialog = document.createElement('dialog');
    var form = document.createElement('form');
    var words = document.createElement('p');
    var buttons = document.createElement('div');
    form.method = 'dialog';
    words.className = 'lines mb-3';
    words.id = 'asked';
    words.textContent = question;
    dialog.setAttribute('aria-labelledby', 'asked');
    buttons.className = 'buttons';
    buttons.append(button(say('confirm'), 'primary', 'yes'), button(say('cancel'), 'secondary', 'no'));
    form.append(words, buttons);
    dialog.append(form);
    document.body.append(dialog);
    dialog.addEventListener('close', function () {
      dialog.remove();
      if (dialog.returnValue === 'yes') {
        then();
      }
    });
    dialog.showModal();
  }

  function question(element) {
    var asking = element.closest('[data-confirm]');
    return asking ? asking.getAttribute('data-confirm') : '';
  }

  document.addEventListener('htmx:confirm', function (event) {
    var submitter = event.detail.triggeringEvent && event.detail.triggeringEvent.submitter;
    var asked = question(submitter || event.detail.elt);
    if (asked) {
      event.preventDefault();
      ask(asked, function () {
        event.detail.issueRequest(true);
      });
    }
  });

  // Before acting.js counts the form as sent.
  document.addEventListener('submit', function (event) {
    var form = event.target;
    var asked = question(event.submitter || form);
    if (!asked || form.hasAttribute('hx-post') || form.hasAttribute('data-asked')) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(asked, function () {
      form.setAttribute('data-asked', '');
      form.requestSubmit(event.submitter || undefined);
      form.removeAttribute('data-asked');
    });
  }, true);
})();
