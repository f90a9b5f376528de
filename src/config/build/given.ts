type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without what is undefined in it: in the model, absent means absent. */
export function given<T extends object>(values: T): Given<T> {
  const result: Given<T> = {};
  for (const key of Object.keys(values) as (keyof T)[]) {
    const value = values[key];
    if (value !== undefined) result[key] = value as Exclude<T[keyof T], undefined>;
  }
  return result;
}
