// @ts-check
/** The form. A change applies at once; a problem is told beside the field that it names. */
import { byId, h, setText } from './dom.js';
import { connection, further, kaltura, shaping, toConfig, viewer, wording } from './fields.js';

/** @typedef {import('./fields.js').Field} Field */
/** @typedef {import('../../src/settings/settings.js').Problem} Problem */

/** @param {string} path */
export const fieldId = (path) => `set-${path.replace('.', '-')}`;

/**
 * @param {object} world
 * @param {(config: object) => void} world.apply
 * @param {() => void} world.restart
 */
export function createSettings({ apply, restart }) {
  const form = byId('settings');
  const applied = byId('applied');
  /** @type {Map<string, { row: HTMLElement, control: HTMLInputElement | HTMLSelectElement, note: HTMLElement, field: Field }>} */
  const shown = new Map();

  /** @param {Field} field */
  function control(field) {
    const id = fieldId(field.path);
    const described = `${id}-help ${id}-problem`;
    if (field.kind === 'choice') {
      const select = h('select', { id, 'aria-describedby': described });
      for (const choice of field.choices ?? []) select.append(h('option', { value: choice }, choice));
      select.value = field.value;
      return select;
    }
    const input = h('input', {
      id,
      type: field.kind === 'secret' ? 'password' : 'text',
      inputmode: field.kind === 'decimal' ? 'decimal' : undefined,
      placeholder: field.placeholder,
      autocomplete: field.kind === 'secret' ? 'new-password' : 'off',
      spellcheck: 'false',
      'aria-describedby': described
    });
    input.value = field.value;
    return input;
  }

  /** @param {Field} field */
  function row(field) {
    const input = control(field);
    const note = h('p', { class: 'field-problem', id: `${input.id}-problem`, hidden: true });
    input.addEventListener('change', () => changed(field));
    const element = h(
      'div',
      { class: 'field' },
      h('label', { for: input.id }, ...breakable(field.path)),
      h(
        'div',
        { class: 'field-value' },
        input,
        h('p', { class: 'field-help', id: `${input.id}-help` }, field.help),
        note
      )
    );
    shown.set(field.path, { row: element, control: input, note, field });
    return element;
  }

  /** @param {string} title @param {readonly Field[]} fields @param {...(Node | string)} head */
  const group = (title, fields, ...head) =>
    h('fieldset', { class: 'group' }, h('legend', {}, title), ...head, ...fields.map(row));

  const values = () => new Map([...shown].map(([path, { control }]) => [path, control.value]));

  function reveal() {
    for (const { row, field } of shown.values()) {
      if (field.when) row.hidden = shown.get(field.when[0])?.control.value !== field.when[1];
    }
  }

  /** @param {Field} field */
  function changed(field) {
    reveal();
    const root = field.path.split('.')[0] ?? '';
    apply({ [root]: toConfig(values())[root] });
    const later = shaping.includes(field) ? ' It applies from the next playback session.' : '';
    setText(applied, `${field.path} changed.${later}`);
  }

  form.addEventListener('submit', (event) => event.preventDefault());
  form.append(
    h(
      'div',
      { class: 'settings-column' },
      group('Xapi', connection, h('p', { class: 'note' }, 'This module sends XAPI events to LRS that supports XAPI.')),
      group(
        'What counts as finished, and how often',
        shaping,
        h(
          'div',
          { class: 'later' },
          h('p', { class: 'note' }, 'These shape a viewing, so they apply from the next playback session.'),
          h('button', { type: 'button', class: 'button', onclick: restart }, 'Restart media')
        )
      )
    ),
    h(
      'div',
      { class: 'settings-column' },
      group('Viewer', viewer, h('p', { class: 'note' }, 'Another user ID ends the viewing and begins a new one.')),
      group(
        'Statements',
        wording,
        h('p', { class: 'note' }, 'What each statement says about the video and its place.')
      ),
      h(
        'details',
        { class: 'further' },
        h('summary', {}, 'Further settings'),
        group('Kaltura’s own services', kaltura),
        group('Further settings', further)
      )
    )
  );
  reveal();

  return {
    /** @param {string} path */
    value: (path) => shown.get(path)?.control.value,
    /**
     * Changes a field as a person would.
     * @param {string} path @param {string} value
     */
    set(path, value) {
      const entry = shown.get(path);
      if (!entry) return;
      entry.control.value = value;
      changed(entry.field);
    },
    /**
     * All problems that stand now.
     * @param {readonly Problem[]} problems
     */
    mark(problems) {
      for (const [path, { control, note }] of shown) {
        // `category` as a whole is told at its first field.
        const found = problems.filter(
          (problem) => problem.path === path || (path.startsWith(`${problem.path}.`) && path.endsWith('.id'))
        );
        const text = found.map(({ message }) => message).join(' ');
        setText(note, text);
        note.hidden = !text;
        note.dataset['level'] = found.some(({ level }) => level === 'error') ? 'error' : 'warning';
        control.toggleAttribute('aria-invalid', false);
        if (found.some(({ level }) => level === 'error')) control.setAttribute('aria-invalid', 'true');
      }
    },
    /** Brings a field into view and into focus. @param {string} path */
    focus(path) {
      const { control, row } = shown.get(path) ?? shown.get(`${path}.id`) ?? {};
      row?.closest('details')?.setAttribute('open', '');
      control?.focus();
    }
  };
}

/** A long camelCase name may break before a capital on a narrow screen. @param {string} name */
const breakable = (name) => name.split(/(?=[A-Z.])/).flatMap((part, index) => (index ? [h('wbr'), part] : [part]));
