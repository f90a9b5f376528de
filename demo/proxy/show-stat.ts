import { checkStatuses } from './check-result.ts';
import { type CheckSettings, downtimeMs, type Server } from './servers.ts';
import { backendId } from './show-state.ts';

/** HAProxy 2.6's columns, in its order. */
export const columns = (
  'pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,' +
  'act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,throttle,lbtot,tracked,type,rate,rate_lim,' +
  'rate_max,check_status,check_code,check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,' +
  'hanafail,req_rate,req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,comp_byp,comp_rsp,lastsess,' +
  'last_chk,last_agt,qtime,ctime,rtime,ttime,agent_status,agent_code,agent_duration,check_desc,agent_desc,' +
  'check_rise,check_fall,check_health,agent_rise,agent_fall,agent_health,addr,cookie,mode,algo,conn_rate,' +
  'conn_rate_max,conn_tot,intercepted,dcon,dses,wrew,connect,reuse,cache_lookups,cache_hits,srv_icur,src_ilim,' +
  'qtime_max,ctime_max,rtime_max,ttime_max,eint,idle_conn_cur,safe_conn_cur,used_conn_cur,need_conn_est,' +
  'uweight,agg_server_status,agg_server_check_status,agg_check_status,-,ssl_sess,ssl_reused_sess,' +
  'ssl_failed_handshake,h2_headers_rcvd,h2_data_rcvd,h2_settings_rcvd,h2_rst_stream_rcvd,h2_goaway_rcvd,' +
  'h2_detected_conn_protocol_errors,h2_detected_strm_protocol_errors,h2_rst_stream_resp,h2_goaway_resp,' +
  'h2_open_connections,h2_backend_open_streams,h2_total_connections,h2_backend_total_streams,' +
  'h1_open_connections,h1_open_streams,h1_total_connections,h1_total_streams,h1_bytes_in,h1_bytes_out,' +
  'h1_spliced_bytes_in,h1_spliced_bytes_out'
).split(',');

/** What a server's line always has, and what this proxy has no number for: there it says 0, as an idle HAProxy does. */
const zeros =
  'qcur,qmax,dresp,wretr,wredis,bck,rate,rate_max,hrsp_other,srv_abrt,qtime,ctime,rtime,ttime,wrew,connect,' +
  'reuse,srv_icur,qtime_max,ctime_max,rtime_max,ttime_max,eint,idle_conn_cur,safe_conn_cur,used_conn_cur,' +
  'ssl_sess,ssl_reused_sess,ssl_failed_handshake';
const always = Object.fromEntries(zeros.split(',').map((name) => [name, 0]));

type Fields = Readonly<Record<string, string | number>>;

/** The answer to `show stat BACKEND 4 SID`: the servers' lines (-1 for all of them) under the header. */
export function showStat(backend: string, servers: readonly Server[], check: CheckSettings): string {
  const lines = servers.map((server) => csv(fields(backend, server, check)));
  return [`# ${columns.join(',')},`, ...lines, ''].join('\n');
}

const csv = (values: Fields): string => `${columns.map((name) => values[name] ?? '').join(',')},`;

function fields(backend: string, server: Server, check: CheckSettings): Fields {
  const { lastSessionAt, count } = server;
  return {
    ...always,
    ...count,
    pxname: backend,
    svname: server.name,
    status: statusText(server, check),
    weight: server.userWeight,
    uweight: server.userWeight,
    act: 1,
    lastchg: seconds(performance.now() - server.changedAt),
    downtime: seconds(downtimeMs(server)),
    pid: 1,
    iid: backendId,
    sid: server.id,
    type: 2,
    lbtot: count.stot,
    req_tot: count.stot - count.scur,
    lastsess: lastSessionAt === undefined ? -1 : seconds(performance.now() - lastSessionAt),
    addr: `${server.host}:${server.port}`,
    mode: 'http',
    need_conn_est: 1,
    '-': '-',
    ...(server.admin === 'maint' ? {} : checkFields(server, check)),
  };
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** A server in maint is not checked, and shows nothing of its checks. */
function checkFields(server: Server, check: CheckSettings): Fields {
  const { lastCheck, checking } = server;
  return {
    check_status: `${checking ? '* ' : ''}${lastCheck.status}`,
    check_code: checking ? 0 : (lastCheck.code ?? ''),
    check_duration: lastCheck.durationMs,
    check_desc: checkStatuses[lastCheck.status].text,
    last_chk: checking ? '' : lastCheck.detail,
    check_rise: check.rise,
    check_fall: check.fall,
    check_health: server.health,
  };
}

/** `UP`, `UP 1/3` (one more failure away …), `DRAIN`, `DOWN 1/2` (one pass of two), `MAINT`. */
function statusText(server: Server, { rise, fall }: CheckSettings): string {
  if (server.admin === 'maint') return 'MAINT';
  if (!server.running) return server.health > 0 ? `DOWN ${server.health}/${rise}` : 'DOWN';
  const word = server.admin === 'drain' ? 'DRAIN' : 'UP';
  return server.health < rise + fall - 1 ? `${word} ${server.health - rise + 1}/${fall}` : word;
}
