// Runs before the page is drawn: what only works with a script is shown, its plain counterpart is not.
document.documentElement.classList.add('scripted');
