import { always } from './always-holds.ts';

always(40);
