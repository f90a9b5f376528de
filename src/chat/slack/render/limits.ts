/**
 * What Slack accepts (docs.slack.dev/reference/block-kit), in UTF-16 units, which are never fewer than Slack's
 * characters; and the smaller shares that we give to each part of a message, so that every part has its place.
 */
export const limits = {
  /** Of all blocks of a message as JSON: from some 13,000 on Slack may answer `msg_blocks_too_long`. */
  message: 11_900,
  /** Of the text beside the blocks: `chat.update` refuses over 4,000. */
  text: 3_000,
  contextElements: 10,
  actions: 25,
  label: 75,
  value: 2_000,
  confirmText: 300,
  confirmLabel: 30,
} as const;

export const shares = {
  title: 600,
  mention: 2_000,
  field: 160,
  line: 1_500,
  label: 80,
  cell: 200,
  tableColumns: 12,
  /** Columns of fixed-width text that fit beside each other in a channel. */
  tableWidth: 88,
  buttons: 3_000,
} as const;
