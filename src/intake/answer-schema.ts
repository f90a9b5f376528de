import { z } from 'zod';
import type { Card } from '../model/card.ts';
import { languages } from '../text/language.ts';
import type { Answer } from './intake.ts';

const tone = z.enum(['plain', 'good', 'warning', 'bad']);
export const line = z.object({
  label: z.string().exactOptional(),
  text: z.string(),
  tone: tone.exactOptional(),
});
const field = z.object({ name: z.string(), value: z.string() });
const button = z.object({
  label: z.string(),
  command: z.string(),
  style: z.enum(['primary', 'danger']).exactOptional(),
  confirm: z.string().exactOptional(),
});
const texts = z.array(z.string()).readonly();

/** A card as it travels and is stored. */
export const card = z.object({
  title: z.string(),
  tone,
  fields: z.array(field).readonly().exactOptional(),
  lines: z.array(line).readonly().exactOptional(),
  keeps: z.literal('last').exactOptional(),
  table: z.object({ head: texts, rows: z.array(texts).readonly() }).exactOptional(),
  progress: z.number().min(0).max(1).exactOptional(),
  buttons: z.array(button).readonly().exactOptional(),
  files: z
    .array(z.object({ name: z.string(), text: z.string() }))
    .readonly()
    .exactOptional(),
}) satisfies z.ZodType<Card>;

export const answer = z.object({
  code: z.enum(['ok', 'wrong', 'refused', 'failed']),
  card,
  rollout: z.string().exactOptional(),
  override: z.string().exactOptional(),
  language: z.enum(languages).exactOptional(),
  open: z.literal(true).exactOptional(),
  mention: texts.exactOptional(),
  seq: z.number().int().exactOptional(),
}) satisfies z.ZodType<Answer>;

/** An answer as the store kept it. Throws where it is not one. */
export const storedAnswer = (stored: object): Answer => answer.parse(stored);
