import type { types } from '@slack/bolt';

/** Blocks as a person would describe them: `**bold**`, fenced fixed-width text, (context), [buttons]. */
export const asText = (blocks: readonly types.KnownBlock[]): string => blocks.map(blockText).join('\n');

function blockText(block: types.KnownBlock): string {
  if (block.type === 'rich_text') return block.elements.map(richText).join('\n');
  if (block.type === 'section') return block.text?.text ?? '';
  if (block.type === 'header') return `# ${block.text.text}`;
  if (block.type === 'divider') return '---';
  if (block.type === 'context')
    return `(${block.elements.map((each) => ('text' in each ? each.text : '')).join(' | ')})`;
  if (block.type === 'actions')
    return block.elements
      .map((each) => (each.type === 'button' ? `[${each.text.text}]` : each.type))
      .join(' ');
  throw new Error(`no text for ${block.type}`);
}

function richText(element: types.RichTextBlock['elements'][number]): string {
  if (element.type === 'rich_text_preformatted')
    return `\`\`\`\n${element.elements.map(pieceText).join('')}\n\`\`\``;
  if (element.type === 'rich_text_section') return element.elements.map(pieceText).join('');
  throw new Error(`no text for ${element.type}`);
}

function pieceText(piece: types.RichTextElement): string {
  if (piece.type !== 'text') throw new Error(`no text for ${piece.type}`);
  const text = piece.style?.code ? `\`${piece.text}\`` : piece.text;
  return piece.style?.bold ? `**${text}**` : text;
}
