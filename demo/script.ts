import { fileURLToPath } from 'node:url';

/** The compiled file of one of the demo's own programs, such as `app` or `proxy/main`. */
export const script = (name: string): string => fileURLToPath(new URL(`./${name}.js`, import.meta.url));

/** The bot itself, as `npm run build` leaves it. */
export const bot = fileURLToPath(new URL('../src/main.js', import.meta.url));
