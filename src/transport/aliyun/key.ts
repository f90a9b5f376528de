/** A key as it is needed at the wire. */
export interface Key {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string;
}

/** Where keys come from. */
export interface Keys {
  /** @throws Failure where none is to be had */
  get(): Promise<Key>;
  /** The key was refused as too old: whether there may be a newer one. */
  renew(): boolean;
}
