import type { SshTarget } from '../ssh.ts';

/** An nginx: by the file with its upstreams, changed and reloaded; or NGINX Plus, by its API. */
export type NginxProvider = {
  readonly kind: 'nginx';
  readonly id: string;
  readonly timeoutMs: number;
  readonly at: NginxFile | { readonly via: 'api'; readonly url: string };
};

interface NginxFile {
  readonly via: 'file';
  /** Absent: on this machine. */
  readonly ssh?: SshTarget;
  readonly instance: NginxInstance;
}

/** What has to be known of an nginx on its own machine. Paths are absolute. */
export interface NginxInstance {
  /** The file with the upstreams. */
  readonly file: string;
  /** The nginx program: a name or a path. */
  readonly binary: string;
  /** The main configuration file (`nginx -c`), where it is not the usual one. */
  readonly conf?: string;
  readonly pidFile: string;
  /** Whether everything runs as root, by `sudo -n`. */
  readonly sudo: boolean;
}
