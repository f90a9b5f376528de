import { crashSweep } from './crashes.ts';

crashSweep('the same');
