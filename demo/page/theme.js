// @ts-check
/** Light, dark, or what the system says. `color-scheme` does the rest: the colours are `light-dark()` pairs. */

const KEY = 'playkit-xapi-demo-theme';

/** @param {string} theme */
function apply(theme) {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
}

/** @param {HTMLElement} fieldset with one radio button for each theme */
export function bindTheme(fieldset) {
  const saved = localStorage.getItem(KEY) ?? 'system';
  apply(saved);
  for (const radio of fieldset.querySelectorAll('input')) {
    radio.checked = radio.value === saved;
    radio.addEventListener('change', () => {
      localStorage.setItem(KEY, radio.value);
      apply(radio.value);
    });
  }
}
