/** A body on its way to the storage. */

export interface Link {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export type Put =
  | { readonly kind: 'TAKEN' }
  /** The line broke, or nothing moved for too long. */
  | { readonly kind: 'BROKEN' }
  /** The page may not call this address: it was loaded when the storage had another one. */
  | { readonly kind: 'FORBIDDEN' }
  | { readonly kind: 'REFUSED'; readonly status: number; readonly code: string };

const IDLE_MS = 30_000;

/**
 * By XMLHttpRequest: fetch does not tell how much of a body has gone.
 *
 * @param onSent hears how many bytes of the body have gone
 */
export function put(
  { url, headers }: Link,
  body: ArrayBuffer,
  signal: AbortSignal,
  onSent: (bytes: number) => void,
): Promise<Put> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let isForbidden = false;
    const forbid = ({ blockedURI }: SecurityPolicyViolationEvent) => {
      if (blockedURI !== '' && url.startsWith(blockedURI)) isForbidden = true;
    };
    let idle = setTimeout(() => request.abort(), IDLE_MS);
    const end = (put: Put) => {
      clearTimeout(idle);
      signal.removeEventListener('abort', stop);
      document.removeEventListener('securitypolicyviolation', forbid);
      if (signal.aborted) reject(signal.reason);
      else resolve(put);
    };
    const stop = () => request.abort();
    request.upload.onprogress = ({ loaded }) => {
      clearTimeout(idle);
      idle = setTimeout(() => request.abort(), IDLE_MS);
      onSent(loaded);
    };
    // What the policy forbids is told by an event of the document, which may come after that of the request.
    request.onerror = () => setTimeout(() => end({ kind: isForbidden ? 'FORBIDDEN' : 'BROKEN' }));
    request.onabort = () => end({ kind: 'BROKEN' });
    request.onload = () => {
      const { status } = request;
      if (status < 300) return end({ kind: 'TAKEN' });
      const [, code = ''] = /<Code>(\w+)<\/Code>/.exec(request.responseText) ?? [];
      end({ kind: 'REFUSED', status, code });
    };
    signal.addEventListener('abort', stop);
    document.addEventListener('securitypolicyviolation', forbid);
    request.open('PUT', url);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
  });
}
