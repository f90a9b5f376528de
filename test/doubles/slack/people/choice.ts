import type { InputValue, JsonObject } from '../types.ts';
import { optionsOf, stringIn, textIn } from '../validate/walk.ts';

/** What stands in a menu or an input after somebody chose or typed this. Throws when Slack would not let them. */
export function chosen(element: JsonObject, given: InputValue): JsonObject {
  const type = String(element.type);
  const [one = ''] = [given].flat();
  if (type.endsWith('_input')) return { type, value: typed(element, one) };
  if (type === 'checkboxes' || type.startsWith('multi_')) {
    return { type, selected_options: [given].flat().map((option) => optionNamed(element, option)) };
  }
  if (type === 'datepicker') return { type, selected_date: one };
  if (type === 'timepicker') return { type, selected_time: one };
  if (type === 'users_select') return { type, selected_user: one };
  if (type === 'conversations_select') return { type, selected_conversation: one };
  return { type, selected_option: optionNamed(element, one) };
}

function typed(element: JsonObject, text: string): string | null {
  const least = Number(element.min_length ?? 0);
  const most = Number(element.max_length ?? 3000);
  if (text !== '' && (text.length < least || text.length > most)) {
    throw new Error(`Slack takes ${least} to ${most} characters here, not ${text.length}`);
  }
  return text === '' ? null : text;
}

function optionNamed(element: JsonObject, name: string): JsonObject {
  const options = optionsOf(element);
  const found = options.find(
    (option) => textIn(option, 'text') === name || stringIn(option, 'value') === name,
  );
  if (found === undefined) {
    const offered = options.map((option) => textIn(option, 'text')).join(', ');
    throw new Error(`"${name}" is not offered, but ${offered || 'nothing'}`);
  }
  return found;
}
