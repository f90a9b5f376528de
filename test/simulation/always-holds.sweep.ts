import { always } from './always-holds.ts';

always(2_000);
