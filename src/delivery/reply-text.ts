/** Room for the ids of any batch and for any reason worth reading; a captive portal's page is neither. */
export const MOST_TEXT = 16_384;

/**
 * The beginning of a reply's body. The rest is cancelled as soon as there is enough: a reply of a megabyte may be thousands
 * once it is unpacked. Rejects where the body breaks off before that.
 */
export async function replyText({ body }: Pick<Response, 'body'>, most = MOST_TEXT): Promise<string> {
  const reader = body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  while (reader && text.length < most) {
    const { done, value } = await reader.read();
    // One piece may be of any size, too.
    text += decoder.decode(value?.subarray(0, 4 * most), { stream: !done });
    if (done) break;
  }
  // What it says of its end interests nobody.
  void reader?.cancel().catch(() => undefined);
  return text.slice(0, most);
}
