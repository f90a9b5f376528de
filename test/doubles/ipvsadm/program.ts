import { type Command, commandOf } from './command.ts';
import { type Errno, type Kernel, KernelError, type Key, type VirtualService } from './kernel.ts';
import { Exit } from './options.ts';
import { byPlace, type Format, service, title } from './print.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The versions whose output it can print. */
export type Version = '1.26' | '1.31';

/** What a system call's error is called, by the call (ipvs_strerror of libipvs.c). */
const errors: Readonly<Record<'addService' | 'service' | 'dest', Readonly<Record<Errno, string>>>> = {
  addService: {
    EEXIST: 'Service already exists',
    ENOENT: 'Scheduler or persistence engine not found',
    ESRCH: 'No such service',
    ERANGE: 'Numerical result out of range',
  },
  service: {
    ESRCH: 'No such service',
    EEXIST: 'File exists',
    ENOENT: 'No such file or directory',
    ERANGE: 'Numerical result out of range',
  },
  dest: {
    ESRCH: 'Service not defined',
    ENOENT: 'No such destination',
    EEXIST: 'Destination already exists',
    ERANGE: 'Numerical result out of range',
  },
};

/** Runs `ipvsadm ARGS…` as root. */
export function ipvsadm(kernel: Kernel, args: readonly string[], version: Version): Ended {
  try {
    return { code: 0, stdout: act(kernel, commandOf(args, version), version), stderr: '' };
  } catch (error) {
    if (error instanceof Exit) return { code: error.code, stdout: '', stderr: `${error.message}\n` };
    throw error;
  }
}

function act(kernel: Kernel, command: Command, version: Version): string {
  const { is, dest, scheduler, persistentSeconds, flags } = command;
  if (is === 'L') return list(kernel, command, version);
  if (is === 'S') return save(kernel, command, version);
  if (is === 'C') kernel.flush();
  const { key } = command;
  if (!key) return '';
  const mask = command.mask ?? (key.family === 6 ? '128' : '255.255.255.255');
  const onePacket = flags.has('o');
  if (is === 'A')
    call('addService', () =>
      kernel.addService({ ...key, scheduler, persistentSeconds, mask, onePacket, dests: [] }),
    );
  if (is === 'D') call('service', () => kernel.deleteService(key));
  if (is === 'a') call('dest', () => kernel.addDest(key, dest));
  if (is === 'e') call('dest', () => kernel.editDest(key, dest));
  if (is === 'd') call('dest', () => kernel.deleteDest(key, dest));
  return '';
}

/** What the kernel refuses ends the program with -1. */
function call(what: keyof typeof errors, act: () => void): void {
  try {
    act();
  } catch (error) {
    if (error instanceof KernelError) throw new Exit(255, errors[what][error.errno]);
    throw error;
  }
}

function list(kernel: Kernel, { key, flags }: Command, version: Version): string {
  demandNumeric(flags);
  const format: Format = flags.has('thresholds') ? 'thresholds' : 'list';
  if (!key) {
    const all = kernel.services.toSorted(byKey).map((each) => service(each, format, version));
    return `IP Virtual Server version 1.2.1 (size=4096)\n${title(format)}${all.join('')}`;
  }
  const found = kernel.find(key);
  if (!found) throw new Exit(1, 'No such service');
  return `${title(format)}${service(found, format, version)}`;
}

function save(kernel: Kernel, { flags }: Command, version: Version): string {
  demandNumeric(flags);
  return kernel.services
    .toSorted(byKey)
    .map((each) => service(each, 'rules', version))
    .join('');
}

/** Without `-n` it asks the name service, which this one has not. */
function demandNumeric(flags: ReadonlySet<string>): void {
  if (!flags.has('n')) throw new Error('this ipvsadm prints numbers only: use -n');
}

const byKey = (one: VirtualService, other: VirtualService): number =>
  one.mark - other.mark ||
  one.family - other.family ||
  protocolOf(one) - protocolOf(other) ||
  byPlace(one, other);

const protocolOf = ({ protocol }: Key): number => (protocol === 'TCP' ? 6 : 17);
