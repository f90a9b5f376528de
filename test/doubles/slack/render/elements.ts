import type { JsonObject } from '../types.ts';
import { isObject, objectsIn, stringIn, textIn } from '../validate/walk.ts';
import { type Names, readMarkup, readPlain } from './words.ts';

/** A text object as a person reads it. */
export function readText(text: JsonObject[string] | undefined, names: Names): string {
  if (!isObject(text)) return '';
  const raw = stringIn(text, 'text') ?? '';
  return text.type === 'mrkdwn' ? readMarkup(raw, names) : readPlain(raw);
}

/** A button, menu, input or image in one line. */
export function readElement(element: JsonObject, names: Names): string {
  const type = String(element.type);
  if (type === 'button') return readButton(element, names);
  if (type === 'image') return `[image: ${stringIn(element, 'alt_text')}]`;
  if (type === 'mrkdwn' || type === 'plain_text') return readText(element, names);
  if (type === 'radio_buttons' || type === 'checkboxes') return readChoices(element, names);
  if (type === 'overflow') return `[… ${optionTexts(element, names).join(' | ')}]`;
  const initial = stringIn(element, 'initial_value') ?? readText(first(element)?.text, names);
  const shown = initial === '' ? readText(element.placeholder, names) : initial;
  return type.endsWith('_input') ? `[${shown.padEnd(12, '_')}]` : `[${shown || 'choose'} ▾]`;
}

function readButton(button: JsonObject, names: Names): string {
  const style = stringIn(button, 'style');
  const marks = [style, button.confirm === undefined ? undefined : 'asks first'].filter(
    (mark) => mark !== undefined,
  );
  const url = stringIn(button, 'url');
  const label = `[${readText(button.text, names)}]${url === undefined ? '' : ` → ${url}`}`;
  return marks.length === 0 ? label : `${label} (${marks.join(', ')})`;
}

function readChoices(element: JsonObject, names: Names): string {
  const chosen = [element.initial_option, ...objectsIn(element.initial_options)].filter((one) =>
    isObject(one),
  );
  const [on, off] = element.type === 'checkboxes' ? ['☑', '☐'] : ['◉', '○'];
  const isOn = (option: JsonObject) => chosen.some((one) => one.value === option.value);
  return objectsIn(element.options)
    .map((option) => `${isOn(option) ? on : off} ${readText(option.text, names)}`)
    .join('   ');
}

const first = (element: JsonObject): JsonObject | undefined =>
  isObject(element.initial_option) ? element.initial_option : objectsIn(element.initial_options)[0];

const optionTexts = (element: JsonObject, names: Names): string[] =>
  objectsIn(element.options).map((option) => readText(option.text, names) || (textIn(option, 'text') ?? ''));
