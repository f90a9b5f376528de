/** What an app itself says of its health, without the load balancer; the error's text where it says nothing. */
export async function healthOf(at: { readonly host: string; readonly port: number }): Promise<string> {
  try {
    const response = await fetch(`http://${at.host}:${at.port}/health`, { headers: { connection: 'close' } });
    return (await response.text()).trim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
