import { common } from './common.ts';
import { intake } from './intake.ts';

/** All that is said and kept, in Chinese. */
export const zhCN: Readonly<Record<string, string>> = { ...common, ...intake };

/** By file, as the tests look at them. */
export const parts: Readonly<Record<string, Readonly<Record<string, string>>>> = { common, intake };
