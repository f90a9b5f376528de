/** PostgreSQL stores neither NUL nor half of a surrogate pair; what a host printed may hold either. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');

/** The value as JSON whose texts can all be stored. */
export const storableJson = (value: object): string =>
  JSON.stringify(value, (_, each: unknown) => (typeof each === 'string' ? storable(each) : each));
