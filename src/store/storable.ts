/** PostgreSQL stores neither NUL nor half of a surrogate pair; what a host printed may hold either. */
export const storable = (text: string): string => text.replace(/\0|\p{Surrogate}/gu, '\uFFFD');
