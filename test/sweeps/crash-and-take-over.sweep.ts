import { crashSweep } from './crashes.ts';

crashSweep('another');
