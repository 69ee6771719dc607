CREATE SCHEMA callback;
CREATE SCHEMA escalation;
CREATE SCHEMA intake;
CREATE SCHEMA platform;
CREATE TABLE callback.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE callback.answers (
    key text NOT NULL,
    scope text NOT NULL,
    fingerprint text NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE callback.audit (
    "position" bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text,
    action text NOT NULL,
    case_id text,
    outcome text NOT NULL,
    code text,
    facts json NOT NULL
);
CREATE SEQUENCE callback.audit_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE callback.audit_position_seq OWNED BY callback.audit."position";
CREATE TABLE callback.cases (
    id text NOT NULL,
    version integer NOT NULL,
    sequence integer NOT NULL,
    document json NOT NULL,
    state text NOT NULL,
    number text NOT NULL,
    filed_at timestamp with time zone NOT NULL,
    responsible_unit_id text,
    task_state text,
    task_minute timestamp with time zone,
    task_calm integer,
    task_due_at timestamp with time zone,
    task_not_before timestamp with time zone,
    phone_index text,
    policy_index text,
    CONSTRAINT state_is_known CHECK ((state = ANY (ARRAY['awaiting_callback'::text, 'unreachable'::text, 'archived'::text, 'to_dispatch'::text, 'dispatched'::text, 'handling'::text, 'resolved'::text, 'closed'::text])))
);
CREATE TABLE callback.details (
    case_id text NOT NULL,
    revision integer NOT NULL,
    document json NOT NULL
);
CREATE TABLE callback.drafts (
    "position" bigint NOT NULL,
    case_id text NOT NULL,
    task text NOT NULL,
    staff_id text NOT NULL,
    at timestamp with time zone NOT NULL,
    outcome text NOT NULL,
    note text
);
CREATE SEQUENCE callback.drafts_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE callback.drafts_position_seq OWNED BY callback.drafts."position";
CREATE TABLE callback.event_log (
    "position" bigint NOT NULL,
    case_id text NOT NULL,
    sequence integer NOT NULL,
    event_id text NOT NULL,
    type text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text,
    trace text,
    data text NOT NULL
);
CREATE SEQUENCE callback.event_log_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE callback.event_log_position_seq OWNED BY callback.event_log."position";
CREATE TABLE callback.inbox (
    consumer text NOT NULL,
    event_id text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE callback.leases (
    name text NOT NULL,
    holder text NOT NULL,
    term integer NOT NULL,
    until timestamp with time zone NOT NULL
);
CREATE TABLE callback.messages (
    "position" bigint NOT NULL,
    key text NOT NULL,
    case_id text NOT NULL,
    recipient text NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    late_by_seconds double precision NOT NULL,
    delivered_at timestamp with time zone,
    attempts integer NOT NULL
);
CREATE SEQUENCE callback.messages_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE callback.messages_position_seq OWNED BY callback.messages."position";
CREATE TABLE callback.outbox (
    "position" bigint NOT NULL,
    case_id text NOT NULL,
    sequence integer NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE callback.outbox_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE callback.outbox_position_seq OWNED BY callback.outbox."position";
CREATE TABLE callback.parked (
    "position" bigint NOT NULL,
    consumer text NOT NULL,
    event_id text NOT NULL,
    case_id text NOT NULL,
    type text NOT NULL,
    record text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    retry_at timestamp with time zone NOT NULL,
    error text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE callback.parked_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE callback.parked_position_seq OWNED BY callback.parked."position";
CREATE TABLE callback.timers (
    case_id text NOT NULL,
    kind text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    step text NOT NULL,
    fire_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL
);
CREATE TABLE escalation.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE escalation.answers (
    key text NOT NULL,
    scope text NOT NULL,
    fingerprint text NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE escalation.audit (
    "position" bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text,
    action text NOT NULL,
    case_id text,
    outcome text NOT NULL,
    code text,
    facts json NOT NULL
);
CREATE SEQUENCE escalation.audit_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE escalation.audit_position_seq OWNED BY escalation.audit."position";
CREATE TABLE escalation.cases (
    id text NOT NULL,
    version integer NOT NULL,
    sequence integer NOT NULL,
    document json NOT NULL,
    state text NOT NULL,
    number text NOT NULL,
    reporter_id text,
    accepted_at timestamp with time zone NOT NULL,
    next_due_at timestamp with time zone,
    CONSTRAINT state_is_known CHECK ((state = ANY (ARRAY['calming'::text, 'raised'::text, 'settled'::text, 'filed'::text])))
);
CREATE TABLE escalation.event_log (
    "position" bigint NOT NULL,
    case_id text NOT NULL,
    sequence integer NOT NULL,
    event_id text NOT NULL,
    type text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text,
    trace text,
    data text NOT NULL
);
CREATE SEQUENCE escalation.event_log_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE escalation.event_log_position_seq OWNED BY escalation.event_log."position";
CREATE TABLE escalation.inbox (
    consumer text NOT NULL,
    event_id text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE escalation.leases (
    name text NOT NULL,
    holder text NOT NULL,
    term integer NOT NULL,
    until timestamp with time zone NOT NULL
);
CREATE TABLE escalation.messages (
    "position" bigint NOT NULL,
    key text NOT NULL,
    case_id text NOT NULL,
    recipient text NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    late_by_seconds double precision NOT NULL,
    delivered_at timestamp with time zone,
    attempts integer NOT NULL
);
CREATE SEQUENCE escalation.messages_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE escalation.messages_position_seq OWNED BY escalation.messages."position";
CREATE TABLE escalation.outbox (
    "position" bigint NOT NULL,
    case_id text NOT NULL,
    sequence integer NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE escalation.outbox_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE escalation.outbox_position_seq OWNED BY escalation.outbox."position";
CREATE TABLE escalation.parked (
    "position" bigint NOT NULL,
    consumer text NOT NULL,
    event_id text NOT NULL,
    case_id text NOT NULL,
    type text NOT NULL,
    record text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    retry_at timestamp with time zone NOT NULL,
    error text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE escalation.parked_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE escalation.parked_position_seq OWNED BY escalation.parked."position";
CREATE TABLE escalation.timers (
    case_id text NOT NULL,
    kind text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    step text NOT NULL,
    fire_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL
);
CREATE TABLE intake.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE intake.answers (
    key text NOT NULL,
    scope text NOT NULL,
    fingerprint text NOT NULL,
    status integer NOT NULL,
    body text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE intake.audit (
    "position" bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text,
    action text NOT NULL,
    case_id text,
    outcome text NOT NULL,
    code text,
    facts json NOT NULL
);
CREATE SEQUENCE intake.audit_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE intake.audit_position_seq OWNED BY intake.audit."position";
CREATE TABLE intake.event_log (
    "position" bigint NOT NULL,
    case_id text NOT NULL,
    sequence integer NOT NULL,
    event_id text NOT NULL,
    type text NOT NULL,
    at timestamp with time zone NOT NULL,
    by text,
    trace text,
    data text NOT NULL
);
CREATE SEQUENCE intake.event_log_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE intake.event_log_position_seq OWNED BY intake.event_log."position";
CREATE TABLE intake.inbox (
    consumer text NOT NULL,
    event_id text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE TABLE intake.leases (
    name text NOT NULL,
    holder text NOT NULL,
    term integer NOT NULL,
    until timestamp with time zone NOT NULL
);
CREATE TABLE intake.messages (
    "position" bigint NOT NULL,
    key text NOT NULL,
    case_id text NOT NULL,
    recipient text NOT NULL,
    kind text NOT NULL,
    text text NOT NULL,
    at timestamp with time zone NOT NULL,
    late_by_seconds double precision NOT NULL,
    delivered_at timestamp with time zone,
    attempts integer NOT NULL
);
CREATE SEQUENCE intake.messages_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE intake.messages_position_seq OWNED BY intake.messages."position";
CREATE TABLE intake.outbox (
    "position" bigint NOT NULL,
    case_id text NOT NULL,
    sequence integer NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE intake.outbox_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE intake.outbox_position_seq OWNED BY intake.outbox."position";
CREATE TABLE intake.parked (
    "position" bigint NOT NULL,
    consumer text NOT NULL,
    event_id text NOT NULL,
    case_id text NOT NULL,
    type text NOT NULL,
    record text NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    retry_at timestamp with time zone NOT NULL,
    error text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE intake.parked_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE intake.parked_position_seq OWNED BY intake.parked."position";
CREATE TABLE intake.quality_items (
    "position" bigint NOT NULL,
    kind text NOT NULL,
    case_id text NOT NULL,
    unit_id text NOT NULL,
    at timestamp with time zone NOT NULL
);
CREATE SEQUENCE intake.quality_items_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE intake.quality_items_position_seq OWNED BY intake.quality_items."position";
CREATE TABLE intake.reports (
    id text NOT NULL,
    version integer NOT NULL,
    sequence integer NOT NULL,
    document json NOT NULL,
    state text NOT NULL,
    number text NOT NULL,
    channel text NOT NULL,
    reporter_id text,
    accepted_at timestamp with time zone NOT NULL,
    CONSTRAINT state_is_known CHECK ((state = 'accepted'::text))
);
CREATE TABLE intake.timers (
    case_id text NOT NULL,
    kind text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    step text NOT NULL,
    fire_at timestamp with time zone NOT NULL,
    attempts integer NOT NULL
);
CREATE TABLE intake.wecom_messages (
    app text NOT NULL,
    delivery text NOT NULL,
    envelope bytea NOT NULL,
    state text NOT NULL,
    dedupe_key text,
    case_id text,
    attempts integer NOT NULL,
    try_at timestamp with time zone NOT NULL,
    at timestamp with time zone NOT NULL,
    CONSTRAINT state_is_known CHECK ((state = ANY (ARRAY['received'::text, 'answered'::text, 'finished'::text, 'refused'::text])))
);
CREATE TABLE platform.alembic_version (
    version_num character varying(32) NOT NULL
);
CREATE TABLE platform.audit (
    "position" bigint NOT NULL,
    at timestamp with time zone NOT NULL,
    actor text,
    action text NOT NULL,
    case_id text,
    outcome text NOT NULL,
    code text,
    facts json NOT NULL
);
CREATE SEQUENCE platform.audit_position_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE platform.audit_position_seq OWNED BY platform.audit."position";
CREATE TABLE platform.case_keys (
    case_id character varying(36) NOT NULL,
    wrapped bytea NOT NULL,
    key_id character varying(16) NOT NULL,
    created_at timestamp with time zone NOT NULL
);
CREATE TABLE platform.clock (
    id integer NOT NULL,
    wall timestamp with time zone NOT NULL,
    boot_micros bigint NOT NULL,
    boot_id text NOT NULL,
    hotline timestamp with time zone NOT NULL,
    speed double precision NOT NULL
);
CREATE TABLE platform.directory_version (
    id integer NOT NULL,
    version integer NOT NULL,
    imported_at timestamp with time zone NOT NULL
);
CREATE TABLE platform.duty_shifts (
    unit_id text NOT NULL,
    staff_id text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL
);
CREATE TABLE platform.leave (
    staff_id text NOT NULL,
    from_at timestamp with time zone NOT NULL,
    until_at timestamp with time zone NOT NULL
);
CREATE TABLE platform.line_executives (
    unit_id text NOT NULL,
    line text NOT NULL,
    staff_id text NOT NULL
);
CREATE TABLE platform.staff (
    staff_id text NOT NULL,
    name text NOT NULL,
    unit_id text NOT NULL,
    line text,
    roles text NOT NULL,
    leader_id text,
    deputy_id text,
    active boolean NOT NULL,
    wecom_userid text
);
CREATE TABLE platform.tokens (
    hash text NOT NULL,
    token_id text NOT NULL,
    staff_id text NOT NULL,
    label text NOT NULL,
    issued_at timestamp with time zone NOT NULL,
    expires_at timestamp with time zone,
    revoked_at timestamp with time zone
);
CREATE TABLE platform.units (
    unit_id text NOT NULL,
    name text NOT NULL,
    level integer NOT NULL,
    parent_id text,
    head_id text,
    deputy_id text
);
ALTER TABLE ONLY callback.audit ALTER COLUMN "position" SET DEFAULT nextval('callback.audit_position_seq'::regclass);
ALTER TABLE ONLY callback.drafts ALTER COLUMN "position" SET DEFAULT nextval('callback.drafts_position_seq'::regclass);
ALTER TABLE ONLY callback.event_log ALTER COLUMN "position" SET DEFAULT nextval('callback.event_log_position_seq'::regclass);
ALTER TABLE ONLY callback.messages ALTER COLUMN "position" SET DEFAULT nextval('callback.messages_position_seq'::regclass);
ALTER TABLE ONLY callback.outbox ALTER COLUMN "position" SET DEFAULT nextval('callback.outbox_position_seq'::regclass);
ALTER TABLE ONLY callback.parked ALTER COLUMN "position" SET DEFAULT nextval('callback.parked_position_seq'::regclass);
ALTER TABLE ONLY escalation.audit ALTER COLUMN "position" SET DEFAULT nextval('escalation.audit_position_seq'::regclass);
ALTER TABLE ONLY escalation.event_log ALTER COLUMN "position" SET DEFAULT nextval('escalation.event_log_position_seq'::regclass);
ALTER TABLE ONLY escalation.messages ALTER COLUMN "position" SET DEFAULT nextval('escalation.messages_position_seq'::regclass);
ALTER TABLE ONLY escalation.outbox ALTER COLUMN "position" SET DEFAULT nextval('escalation.outbox_position_seq'::regclass);
ALTER TABLE ONLY escalation.parked ALTER COLUMN "position" SET DEFAULT nextval('escalation.parked_position_seq'::regclass);
ALTER TABLE ONLY intake.audit ALTER COLUMN "position" SET DEFAULT nextval('intake.audit_position_seq'::regclass);
ALTER TABLE ONLY intake.event_log ALTER COLUMN "position" SET DEFAULT nextval('intake.event_log_position_seq'::regclass);
ALTER TABLE ONLY intake.messages ALTER COLUMN "position" SET DEFAULT nextval('intake.messages_position_seq'::regclass);
ALTER TABLE ONLY intake.outbox ALTER COLUMN "position" SET DEFAULT nextval('intake.outbox_position_seq'::regclass);
ALTER TABLE ONLY intake.parked ALTER COLUMN "position" SET DEFAULT nextval('intake.parked_position_seq'::regclass);
ALTER TABLE ONLY intake.quality_items ALTER COLUMN "position" SET DEFAULT nextval('intake.quality_items_position_seq'::regclass);
ALTER TABLE ONLY platform.audit ALTER COLUMN "position" SET DEFAULT nextval('platform.audit_position_seq'::regclass);
INSERT INTO callback.alembic_version VALUES ('0001');
INSERT INTO callback.audit VALUES (1, '2026-11-23 01:00:00+00', 'S0019', 'claim', '01935000-7000-8000-5384-54127b096493', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (2, '2026-11-23 01:00:00+00', 'S0019', 'attempt', '01935000-7000-8000-5384-54127b096493', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (3, '2026-11-23 01:00:00+00', 'S0019', 'dispatch', '01935000-7000-8000-5384-54127b096493', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (4, '2026-11-23 01:00:00+00', 'S0088', 'accept', '01935000-7000-8000-5384-54127b096493', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (5, '2026-11-23 01:00:00+00', 'S0088', 'resolve', '01935000-7000-8000-5384-54127b096493', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (6, '2026-11-23 01:00:00+00', 'S0019', 'claim', '01935000-7000-8000-5384-54127b096493', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (7, '2026-11-23 01:00:00+00', 'S0019', 'attempt', '01935000-7000-8000-5384-54127b096493', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (8, '2026-11-23 01:00:00+00', 'S0019', 'claim', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (9, '2026-11-23 01:00:00+00', 'S0019', 'attempt', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (10, '2026-11-23 01:00:00+00', 'S0019', 'dispatch', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (11, '2026-11-23 01:00:00+00', 'S0088', 'accept', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (12, '2026-11-23 01:00:00+00', 'S0019', 'supervise', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (13, '2026-11-23 01:00:00+00', 'S0019', 'claim', '01935000-7000-8000-8ff3-4785799e5cbd', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (14, '2026-11-23 01:00:00+00', 'S0019', 'attempt', '01935000-7000-8000-8ff3-4785799e5cbd', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (15, '2026-11-23 01:00:00+00', 'S0019', 'dispatch', '01935000-7000-8000-8ff3-4785799e5cbd', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (16, '2026-11-23 01:00:00+00', 'S0088', 'accept', '01935000-7000-8000-8ff3-4785799e5cbd', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (17, '2026-11-23 01:00:00+00', 'S0088', 'resolve', '01935000-7000-8000-8ff3-4785799e5cbd', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (18, '2026-11-23 01:00:00+00', 'S0019', 'claim', '01935000-7000-8000-2e2a-c13ef8e8d8d2', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (19, '2026-11-23 01:00:00+00', 'S0019', 'attempt', '01935000-7000-8000-2e2a-c13ef8e8d8d2', 'done', NULL, '{}');
INSERT INTO callback.audit VALUES (20, '2026-11-23 01:06:00+00', 'S0019', 'claim', '01935000-7000-8000-08d1-2e6b76c84d11', 'done', NULL, '{}');
INSERT INTO callback.cases VALUES ('01935000-7000-8000-5384-54127b096493', 8, 16, '{"id":"01935000-7000-8000-5384-54127b096493","number":"R261123-29XGJS4K","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","filed_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.FPyJ0pQGqHair6BWAhQrw-RBaVjv9oC2Vb2eAI4Wtn91QA","phone":"v1.QrBXxOScVAjnL8rogkgLwEAWlbZugoQukZLBAVSvjCK4USY71NSY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.V25MMy6SkFhPHcrm6fEeAGbEtuE9Vn7AeDxAzaCSF8ZtokdDwi8Kag","call_id":null,"previous_id":null},"note":null,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8},"sequence":16,"state":"closed","moved_at":"2026-11-23T01:00:00Z","moved_by":"S0019","reminded_at":null,"severity":2,"severity_fixed":true,"calls":[{"kind":"first_callback","task":{"id":"01935000-7000-8000-5384-54127b096493.t1","due_at":"2026-11-23T01:05:00Z","not_before":"2026-11-23T01:00:00Z","risk":false,"attempts":1,"fence":1,"state":"done","lease":null},"round_from":"2026-11-23T01:00:00Z","ask_reporter":false,"round":1,"started_at":null,"first_attempt_at":"2026-11-23T01:00:00Z","round_began_at":"2026-11-23T01:00:00Z","attempts":[{"number":1,"round":1,"by":"S0019","started_at":"2026-11-23T01:00:00Z","ended_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":false,"score":null,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[]}]},{"kind":"follow_up","task":{"id":"01935000-7000-8000-5384-54127b096493.t2","due_at":"2026-11-24T01:00:00Z","not_before":"2026-11-23T01:00:00Z","risk":false,"attempts":1,"fence":1,"state":"done","lease":null},"round_from":"2026-11-23T01:00:00Z","ask_reporter":false,"round":1,"started_at":null,"first_attempt_at":"2026-11-23T01:00:00Z","round_began_at":"2026-11-23T01:00:00Z","attempts":[{"number":1,"round":1,"by":"S0019","started_at":"2026-11-23T01:00:00Z","ended_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":null,"score":85,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[]}]}],"windows":[],"overrides":[],"given_up":null,"reached_at":"2026-11-23T01:00:00Z","score":85,"band":"fairly_satisfied","responsible_unit_id":"JS-NJ-LP","assisting_unit_ids":[],"handler_id":null,"handling_policy":{"policy":"default@2018-06-01","accept":{"seconds":1800,"timing":"elapsed"},"by_severity":[{"seconds":86400,"timing":"elapsed"},{"seconds":259200,"timing":"elapsed"},{"seconds":432000,"timing":"working"}],"order":{"seconds":86400,"timing":"elapsed"},"warning_share":0.8,"returns_before_supervisor":2},"first_dispatched_at":"2026-11-23T01:00:00Z","returns":0,"limits":[{"kind":"to_dispatch","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:12:00Z","due_at":"2026-11-23T01:15:00Z","warned_at":null,"breached_at":null,"ended_at":"2026-11-23T01:00:00Z"},{"kind":"accept","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:24:00Z","due_at":"2026-11-23T01:30:00Z","warned_at":null,"breached_at":null,"ended_at":"2026-11-23T01:00:00Z"},{"kind":"handling","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-25T10:36:00Z","due_at":"2026-11-26T01:00:00Z","warned_at":null,"breached_at":null,"ended_at":"2026-11-23T01:00:00Z"}],"orders":[],"resolved_at":"2026-11-23T01:00:00Z","ended_at":"2026-11-23T01:00:00Z","complaints":[],"written":[{"about":"case.resolved","field":"note","text":"v1.O3AeScNItMTfHV64juwRIT9eOsT9emY61lBQzRsFLGoL_1zd1sofFogfYQ","by":"S0088","at":"2026-11-23T01:00:00Z"}]}', 'closed', 'R261123-29XGJS4K', '2026-11-23 01:00:00+00', 'JS-NJ-LP', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO callback.cases VALUES ('01935000-7000-8000-f1bb-cdcbfa53e0a8', 6, 10, '{"id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","number":"R261123-SFX57R58","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","filed_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.VNxxsiv2_f_ejA7utn7o-diluMJ_bywVAEyNIEQdmb4Qlw","phone":"v1.L-NtVup0s63gpWHJPVmne74XVhZi2jrASV1FICDFHtLbga4WCTnv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.diwFn18NuehijvXVjUYcEo0pGc3m4YOEZYdFcUwAWkDDIQxz2Aa2Xg","call_id":null,"previous_id":null},"note":null,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8},"sequence":10,"state":"handling","moved_at":"2026-11-23T01:00:00Z","moved_by":"S0088","reminded_at":null,"severity":2,"severity_fixed":true,"calls":[{"kind":"first_callback","task":{"id":"01935000-7000-8000-f1bb-cdcbfa53e0a8.t1","due_at":"2026-11-23T01:05:00Z","not_before":"2026-11-23T01:00:00Z","risk":false,"attempts":1,"fence":1,"state":"done","lease":null},"round_from":"2026-11-23T01:00:00Z","ask_reporter":false,"round":1,"started_at":null,"first_attempt_at":"2026-11-23T01:00:00Z","round_began_at":"2026-11-23T01:00:00Z","attempts":[{"number":1,"round":1,"by":"S0019","started_at":"2026-11-23T01:00:00Z","ended_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":false,"score":null,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[]}]}],"windows":[],"overrides":[],"given_up":null,"reached_at":"2026-11-23T01:00:00Z","score":null,"band":null,"responsible_unit_id":"JS-NJ-LP","assisting_unit_ids":[],"handler_id":null,"handling_policy":{"policy":"default@2018-06-01","accept":{"seconds":1800,"timing":"elapsed"},"by_severity":[{"seconds":86400,"timing":"elapsed"},{"seconds":259200,"timing":"elapsed"},{"seconds":432000,"timing":"working"}],"order":{"seconds":86400,"timing":"elapsed"},"warning_share":0.8,"returns_before_supervisor":2},"first_dispatched_at":"2026-11-23T01:00:00Z","returns":0,"limits":[{"kind":"to_dispatch","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:12:00Z","due_at":"2026-11-23T01:15:00Z","warned_at":null,"breached_at":null,"ended_at":"2026-11-23T01:00:00Z"},{"kind":"accept","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:24:00Z","due_at":"2026-11-23T01:30:00Z","warned_at":null,"breached_at":null,"ended_at":"2026-11-23T01:00:00Z"},{"kind":"handling","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-25T10:36:00Z","due_at":"2026-11-26T01:00:00Z","warned_at":null,"breached_at":null,"ended_at":null}],"orders":[{"id":"01935000-7000-8000-f1bb-cdcbfa53e0a8.o1","unit_id":"JS-NJ-LP","text":"v1.rlPVm_vRn39nkerL9nkyAP4X69Qt4rqyoF7STfj1RVVUhy1B4Bm9Bvh9jJcz4nAqpg","ordered_by":"S0019","ordered_at":"2026-11-23T01:00:00Z","deadline":"2026-11-24T01:00:00Z","overdue_at":null,"answer":null,"answered_by":null,"answered_at":null}],"resolved_at":null,"ended_at":null,"complaints":[],"written":[{"about":"case.supervised","field":"text","text":"v1.rlPVm_vRn39nkerL9nkyAP4X69Qt4rqyoF7STfj1RVVUhy1B4Bm9Bvh9jJcz4nAqpg","by":"S0019","at":"2026-11-23T01:00:00Z"}]}', 'handling', 'R261123-SFX57R58', '2026-11-23 01:00:00+00', 'JS-NJ-LP', NULL, NULL, NULL, NULL, NULL, '1bb7bde6e3ea035084f7f4cdfa2a094d', NULL);
INSERT INTO callback.cases VALUES ('01935000-7000-8000-8ff3-4785799e5cbd', 6, 11, '{"id":"01935000-7000-8000-8ff3-4785799e5cbd","number":"R261123-GNWSWQ5X","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","filed_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.D7lCe9Hw4EhNrUe64diylyuRhVzRclBPUGUY1og08CXM1A","phone":"v1.jiSi2g4xXJ12acZiPFetr4fhrIiBlazz9ZX5UsvyT60cZm9SkWlj","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8dzrkt7ihVsR94E7ShbIkeX_TPK2RzQ8MXSsLq8OlOGxPaCPIZEaPQ","call_id":null,"previous_id":null},"note":null,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8},"sequence":11,"state":"resolved","moved_at":"2026-11-23T01:00:00Z","moved_by":"S0088","reminded_at":null,"severity":2,"severity_fixed":true,"calls":[{"kind":"first_callback","task":{"id":"01935000-7000-8000-8ff3-4785799e5cbd.t1","due_at":"2026-11-23T01:05:00Z","not_before":"2026-11-23T01:00:00Z","risk":false,"attempts":1,"fence":1,"state":"done","lease":null},"round_from":"2026-11-23T01:00:00Z","ask_reporter":false,"round":1,"started_at":null,"first_attempt_at":"2026-11-23T01:00:00Z","round_began_at":"2026-11-23T01:00:00Z","attempts":[{"number":1,"round":1,"by":"S0019","started_at":"2026-11-23T01:00:00Z","ended_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":false,"score":null,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[]}]},{"kind":"follow_up","task":{"id":"01935000-7000-8000-8ff3-4785799e5cbd.t2","due_at":"2026-11-24T01:00:00Z","not_before":"2026-11-23T01:00:00Z","risk":false,"attempts":0,"fence":0,"state":"queued","lease":null},"round_from":"2026-11-23T01:00:00Z","ask_reporter":false,"round":1,"started_at":null,"first_attempt_at":null,"round_began_at":null,"attempts":[]}],"windows":[],"overrides":[],"given_up":null,"reached_at":"2026-11-23T01:00:00Z","score":null,"band":null,"responsible_unit_id":"JS-NJ-LP","assisting_unit_ids":[],"handler_id":null,"handling_policy":{"policy":"default@2018-06-01","accept":{"seconds":1800,"timing":"elapsed"},"by_severity":[{"seconds":86400,"timing":"elapsed"},{"seconds":259200,"timing":"elapsed"},{"seconds":432000,"timing":"working"}],"order":{"seconds":86400,"timing":"elapsed"},"warning_share":0.8,"returns_before_supervisor":2},"first_dispatched_at":"2026-11-23T01:00:00Z","returns":0,"limits":[{"kind":"to_dispatch","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:12:00Z","due_at":"2026-11-23T01:15:00Z","warned_at":null,"breached_at":null,"ended_at":"2026-11-23T01:00:00Z"},{"kind":"accept","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:24:00Z","due_at":"2026-11-23T01:30:00Z","warned_at":null,"breached_at":null,"ended_at":"2026-11-23T01:00:00Z"},{"kind":"handling","started_at":"2026-11-23T01:00:00Z","armed_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-25T10:36:00Z","due_at":"2026-11-26T01:00:00Z","warned_at":null,"breached_at":null,"ended_at":"2026-11-23T01:00:00Z"}],"orders":[],"resolved_at":"2026-11-23T01:00:00Z","ended_at":null,"complaints":[],"written":[{"about":"case.resolved","field":"note","text":"v1.SbqZQheUJx69Jms7KwbhP567X-MJ-mCEG1-m4uXPDFo7NtM1_C-_RutTfA","by":"S0088","at":"2026-11-23T01:00:00Z"}]}', 'resolved', 'R261123-GNWSWQ5X', '2026-11-23 01:00:00+00', 'JS-NJ-LP', 'queued', '2026-11-24 01:00:00+00', 1, '2026-11-24 01:00:00+00', '2026-11-23 01:00:00+00', '1bb7bde6e3ea035084f7f4cdfa2a094d', NULL);
INSERT INTO callback.cases VALUES ('01935000-7000-8000-2e2a-c13ef8e8d8d2', 3, 7, '{"id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","number":"R261123-7VWEHP6J","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","filed_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.tw3M492qA8xXkfabWB3GCgDZ--4gkAbYBDAg-O0kd2kqGw","phone":"v1.29g83J05wU2rDfuXTaF_A8ZgQmbqyvmUbvnskQmHpBb318RJXwjY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.MU90VcFgDjaY_Oh_MUhtdK47RTW71M07kv_V9YrcJwAXYhqrHrVr7Q","call_id":null,"previous_id":null},"note":null,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8},"sequence":7,"state":"archived","moved_at":"2026-11-23T01:00:00Z","moved_by":"S0019","reminded_at":null,"severity":2,"severity_fixed":false,"calls":[{"kind":"first_callback","task":{"id":"01935000-7000-8000-2e2a-c13ef8e8d8d2.t1","due_at":"2026-11-23T01:05:00Z","not_before":"2026-11-23T01:00:00Z","risk":false,"attempts":1,"fence":1,"state":"done","lease":null},"round_from":"2026-11-23T01:00:00Z","ask_reporter":false,"round":1,"started_at":null,"first_attempt_at":"2026-11-23T01:00:00Z","round_began_at":"2026-11-23T01:00:00Z","attempts":[{"number":1,"round":1,"by":"S0019","started_at":"2026-11-23T01:00:00Z","ended_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":true,"score":null,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[]}]}],"windows":[],"overrides":[],"given_up":null,"reached_at":"2026-11-23T01:00:00Z","score":null,"band":null,"responsible_unit_id":null,"assisting_unit_ids":[],"handler_id":null,"handling_policy":null,"first_dispatched_at":null,"returns":0,"limits":[],"orders":[],"resolved_at":null,"ended_at":"2026-11-23T01:00:00Z","complaints":[],"written":[]}', 'archived', 'R261123-7VWEHP6J', '2026-11-23 01:00:00+00', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO callback.cases VALUES ('01935000-7000-8000-6a99-b4b1f77dd0fc', 1, 2, '{"id":"01935000-7000-8000-6a99-b4b1f77dd0fc","number":"R261123-P7VQVM7W","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","filed_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.82bFCAYja0KjCBjQKkBj9nQpCcoxuTiLnAZ_vhAel1QiJQ","phone":"v1.pNrpPUTWcHa0-gvB9kXK4gcqn-ETR6IucdQCZXjrFdfH5cdYFrCK","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.HOTOLL456NHP8n0p7oS2-W8a7IRkStMeNcZAegVnRl3R_U_Du5DpNQ","call_id":null,"previous_id":null},"note":null,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8},"sequence":2,"state":"awaiting_callback","moved_at":"2026-11-23T01:06:00Z","moved_by":null,"reminded_at":null,"severity":2,"severity_fixed":false,"calls":[{"kind":"first_callback","task":{"id":"01935000-7000-8000-6a99-b4b1f77dd0fc.t1","due_at":"2026-11-23T01:11:00Z","not_before":"2026-11-23T01:06:00Z","risk":false,"attempts":0,"fence":0,"state":"queued","lease":null},"round_from":"2026-11-23T01:06:00Z","ask_reporter":false,"round":1,"started_at":null,"first_attempt_at":null,"round_began_at":null,"attempts":[]}],"windows":[{"window":"warning","due_at":"2026-11-23T01:09:30Z"},{"window":"breach","due_at":"2026-11-23T01:11:00Z"},{"window":"head","due_at":"2026-11-23T01:21:00Z"}],"overrides":[],"given_up":null,"reached_at":null,"score":null,"band":null,"responsible_unit_id":null,"assisting_unit_ids":[],"handler_id":null,"handling_policy":null,"first_dispatched_at":null,"returns":0,"limits":[],"orders":[],"resolved_at":null,"ended_at":null,"complaints":[],"written":[]}', 'awaiting_callback', 'R261123-P7VQVM7W', '2026-11-23 01:06:00+00', NULL, 'queued', '2026-11-23 01:11:00+00', 1, '2026-11-23 01:11:00+00', '2026-11-23 01:06:00+00', '1bb7bde6e3ea035084f7f4cdfa2a094d', NULL);
INSERT INTO callback.cases VALUES ('01935000-7000-8000-08d1-2e6b76c84d11', 2, 3, '{"id":"01935000-7000-8000-08d1-2e6b76c84d11","number":"R261123-DDVCGK8H","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","filed_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.msHVZ_P6Fw2ldHQoK8bBCqKS_k8wkujbWOIe7st1QC-79A","phone":"v1.7XY0X1A3SNhyeRfpyFdmrkGiy6ezXKgFlVYsHA8-Xtbgz0eU4Sb_","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1._eiGMupTw41AeW0gNSZUKTaPhieFKNBHzkJW59MLpq8FmUCrSu0saw","call_id":null,"previous_id":null},"note":null,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8},"sequence":3,"state":"awaiting_callback","moved_at":"2026-11-23T01:06:00Z","moved_by":null,"reminded_at":null,"severity":2,"severity_fixed":false,"calls":[{"kind":"first_callback","task":{"id":"01935000-7000-8000-08d1-2e6b76c84d11.t1","due_at":"2026-11-23T01:11:00Z","not_before":"2026-11-23T01:06:00Z","risk":false,"attempts":0,"fence":1,"state":"claimed","lease":{"holder":"S0019","since":"2026-11-23T01:06:00Z","until":"2026-11-23T01:08:00Z"}},"round_from":"2026-11-23T01:06:00Z","ask_reporter":false,"round":1,"started_at":null,"first_attempt_at":null,"round_began_at":null,"attempts":[]}],"windows":[{"window":"warning","due_at":"2026-11-23T01:09:30Z"},{"window":"breach","due_at":"2026-11-23T01:11:00Z"},{"window":"head","due_at":"2026-11-23T01:21:00Z"}],"overrides":[],"given_up":null,"reached_at":null,"score":null,"band":null,"responsible_unit_id":null,"assisting_unit_ids":[],"handler_id":null,"handling_policy":null,"first_dispatched_at":null,"returns":0,"limits":[],"orders":[],"resolved_at":null,"ended_at":null,"complaints":[],"written":[]}', 'awaiting_callback', 'R261123-DDVCGK8H', '2026-11-23 01:06:00+00', NULL, 'claimed', '2026-11-23 01:11:00+00', 1, '2026-11-23 01:11:00+00', '2026-11-23 01:06:00+00', '94e5fa6bcfa10f30959572f93609799b', NULL);
INSERT INTO callback.details VALUES ('01935000-7000-8000-5384-54127b096493', 0, '{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.FPyJ0pQGqHair6BWAhQrw-RBaVjv9oC2Vb2eAI4Wtn91QA","phone":"v1.QrBXxOScVAjnL8rogkgLwEAWlbZugoQukZLBAVSvjCK4USY71NSY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.V25MMy6SkFhPHcrm6fEeAGbEtuE9Vn7AeDxAzaCSF8ZtokdDwi8Kag","call_id":null,"previous_id":null}');
INSERT INTO callback.details VALUES ('01935000-7000-8000-f1bb-cdcbfa53e0a8', 0, '{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.VNxxsiv2_f_ejA7utn7o-diluMJ_bywVAEyNIEQdmb4Qlw","phone":"v1.L-NtVup0s63gpWHJPVmne74XVhZi2jrASV1FICDFHtLbga4WCTnv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.diwFn18NuehijvXVjUYcEo0pGc3m4YOEZYdFcUwAWkDDIQxz2Aa2Xg","call_id":null,"previous_id":null}');
INSERT INTO callback.details VALUES ('01935000-7000-8000-8ff3-4785799e5cbd', 0, '{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.D7lCe9Hw4EhNrUe64diylyuRhVzRclBPUGUY1og08CXM1A","phone":"v1.jiSi2g4xXJ12acZiPFetr4fhrIiBlazz9ZX5UsvyT60cZm9SkWlj","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8dzrkt7ihVsR94E7ShbIkeX_TPK2RzQ8MXSsLq8OlOGxPaCPIZEaPQ","call_id":null,"previous_id":null}');
INSERT INTO callback.details VALUES ('01935000-7000-8000-2e2a-c13ef8e8d8d2', 0, '{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.tw3M492qA8xXkfabWB3GCgDZ--4gkAbYBDAg-O0kd2kqGw","phone":"v1.29g83J05wU2rDfuXTaF_A8ZgQmbqyvmUbvnskQmHpBb318RJXwjY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.MU90VcFgDjaY_Oh_MUhtdK47RTW71M07kv_V9YrcJwAXYhqrHrVr7Q","call_id":null,"previous_id":null}');
INSERT INTO callback.details VALUES ('01935000-7000-8000-6a99-b4b1f77dd0fc', 0, '{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.82bFCAYja0KjCBjQKkBj9nQpCcoxuTiLnAZ_vhAel1QiJQ","phone":"v1.pNrpPUTWcHa0-gvB9kXK4gcqn-ETR6IucdQCZXjrFdfH5cdYFrCK","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.HOTOLL456NHP8n0p7oS2-W8a7IRkStMeNcZAegVnRl3R_U_Du5DpNQ","call_id":null,"previous_id":null}');
INSERT INTO callback.details VALUES ('01935000-7000-8000-08d1-2e6b76c84d11', 0, '{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.msHVZ_P6Fw2ldHQoK8bBCqKS_k8wkujbWOIe7st1QC-79A","phone":"v1.7XY0X1A3SNhyeRfpyFdmrkGiy6ezXKgFlVYsHA8-Xtbgz0eU4Sb_","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1._eiGMupTw41AeW0gNSZUKTaPhieFKNBHzkJW59MLpq8FmUCrSu0saw","call_id":null,"previous_id":null}');
INSERT INTO callback.event_log VALUES (1, '01935000-7000-8000-5384-54127b096493', 1, 'callback.01935000-7000-8000-5384-54127b096493.1', 'hotline.callback.case.received.v1', '2026-11-23 01:00:00+00', NULL, '00-01935000700080001a738b426458e733-1a738b426458e733-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":null,"number":"R261123-29XGJS4K","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","filed_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.FPyJ0pQGqHair6BWAhQrw-RBaVjv9oC2Vb2eAI4Wtn91QA","phone":"v1.QrBXxOScVAjnL8rogkgLwEAWlbZugoQukZLBAVSvjCK4USY71NSY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.V25MMy6SkFhPHcrm6fEeAGbEtuE9Vn7AeDxAzaCSF8ZtokdDwi8Kag","call_id":null,"previous_id":null},"note":null,"severity":2,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8}}');
INSERT INTO callback.event_log VALUES (2, '01935000-7000-8000-5384-54127b096493', 2, 'callback.01935000-7000-8000-5384-54127b096493.2', 'hotline.callback.task.scheduled.v1', '2026-11-23 01:00:00+00', NULL, '00-01935000700080001a738b426458e733-1a738b426458e733-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":null,"task":"01935000-7000-8000-5384-54127b096493.t1","kind":"first_callback","due_at":"2026-11-23T01:05:00Z","not_before":"2026-11-23T01:00:00Z","ask_reporter":false,"windows":[{"window":"warning","due_at":"2026-11-23T01:03:30Z"},{"window":"breach","due_at":"2026-11-23T01:05:00Z"},{"window":"head","due_at":"2026-11-23T01:15:00Z"}]}');
INSERT INTO callback.event_log VALUES (3, '01935000-7000-8000-5384-54127b096493', 3, 'callback.01935000-7000-8000-5384-54127b096493.3', 'hotline.callback.task.claimed.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000b8ab04fbe3a36348-b8ab04fbe3a36348-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t1","fence":1,"lease_until":"2026-11-23T01:02:00Z"}');
INSERT INTO callback.event_log VALUES (4, '01935000-7000-8000-5384-54127b096493', 4, 'callback.01935000-7000-8000-5384-54127b096493.4', 'hotline.callback.attempt.started.v1', '2026-11-23 01:00:00+00', 'S0019', '00-019350007000800056e27eb562eddf5d-56e27eb562eddf5d-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t1","fence":1,"attempt":1}');
INSERT INTO callback.event_log VALUES (5, '01935000-7000-8000-5384-54127b096493', 5, 'callback.01935000-7000-8000-5384-54127b096493.5', 'hotline.callback.attempt.ended.v1', '2026-11-23 01:00:00+00', 'S0019', '00-019350007000800056e27eb562eddf5d-56e27eb562eddf5d-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t1","fence":1,"attempt":1,"started_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":false,"score":null,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[],"not_before":null,"ask_reporter":false}');
INSERT INTO callback.event_log VALUES (6, '01935000-7000-8000-5384-54127b096493', 6, 'callback.01935000-7000-8000-5384-54127b096493.6', 'hotline.callback.customer.reached.v1', '2026-11-23 01:00:00+00', 'S0019', '00-019350007000800056e27eb562eddf5d-56e27eb562eddf5d-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t1","refused":false}');
INSERT INTO callback.event_log VALUES (7, '01935000-7000-8000-5384-54127b096493', 7, 'callback.01935000-7000-8000-5384-54127b096493.7', 'hotline.callback.case.found_dissatisfied.v1', '2026-11-23 01:00:00+00', 'S0019', '00-019350007000800056e27eb562eddf5d-56e27eb562eddf5d-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t1","score":null,"band":null,"limit":{"kind":"to_dispatch","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:12:00Z","due_at":"2026-11-23T01:15:00Z"}}');
INSERT INTO callback.event_log VALUES (8, '01935000-7000-8000-5384-54127b096493', 8, 'callback.01935000-7000-8000-5384-54127b096493.8', 'hotline.callback.case.dispatched.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000f519f86ee2385b72-f519f86ee2385b72-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","responsible_unit_id":"JS-NJ-LP","assisting_unit_ids":[],"severity":2,"note":null,"terms":{"policy":{"policy":"default@2018-06-01","accept":{"seconds":1800,"timing":"elapsed"},"by_severity":[{"seconds":86400,"timing":"elapsed"},{"seconds":259200,"timing":"elapsed"},{"seconds":432000,"timing":"working"}],"order":{"seconds":86400,"timing":"elapsed"},"warning_share":0.8,"returns_before_supervisor":2},"accept":{"kind":"accept","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:24:00Z","due_at":"2026-11-23T01:30:00Z"},"handling":{"kind":"handling","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-25T10:36:00Z","due_at":"2026-11-26T01:00:00Z"}}}');
INSERT INTO callback.event_log VALUES (9, '01935000-7000-8000-5384-54127b096493', 9, 'callback.01935000-7000-8000-5384-54127b096493.9', 'hotline.callback.case.accepted.v1', '2026-11-23 01:00:00+00', 'S0088', '00-0193500070008000935172286182d787-935172286182d787-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0088","unit_id":"JS-NJ-LP"}');
INSERT INTO callback.event_log VALUES (10, '01935000-7000-8000-5384-54127b096493', 10, 'callback.01935000-7000-8000-5384-54127b096493.10', 'hotline.callback.case.resolved.v1', '2026-11-23 01:00:00+00', 'S0088', '00-01935000700080003188ebe1e0cd539c-3188ebe1e0cd539c-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0088","unit_id":"JS-NJ-LP","note":"v1.O3AeScNItMTfHV64juwRIT9eOsT9emY61lBQzRsFLGoL_1zd1sofFogfYQ"}');
INSERT INTO callback.event_log VALUES (11, '01935000-7000-8000-5384-54127b096493', 11, 'callback.01935000-7000-8000-5384-54127b096493.11', 'hotline.callback.task.scheduled.v1', '2026-11-23 01:00:00+00', 'S0088', '00-01935000700080003188ebe1e0cd539c-3188ebe1e0cd539c-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0088","task":"01935000-7000-8000-5384-54127b096493.t2","kind":"follow_up","due_at":"2026-11-24T01:00:00Z","not_before":"2026-11-23T01:00:00Z","ask_reporter":false,"windows":[]}');
INSERT INTO callback.event_log VALUES (12, '01935000-7000-8000-5384-54127b096493', 12, 'callback.01935000-7000-8000-5384-54127b096493.12', 'hotline.callback.task.claimed.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000cfc0659b6017cfb1-cfc0659b6017cfb1-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t2","fence":1,"lease_until":"2026-11-23T01:02:00Z"}');
INSERT INTO callback.event_log VALUES (13, '01935000-7000-8000-5384-54127b096493', 13, 'callback.01935000-7000-8000-5384-54127b096493.13', 'hotline.callback.attempt.started.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080006df7df54df624bc6-6df7df54df624bc6-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t2","fence":1,"attempt":1}');
INSERT INTO callback.event_log VALUES (14, '01935000-7000-8000-5384-54127b096493', 14, 'callback.01935000-7000-8000-5384-54127b096493.14', 'hotline.callback.attempt.ended.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080006df7df54df624bc6-6df7df54df624bc6-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t2","fence":1,"attempt":1,"started_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":null,"score":85,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[],"not_before":null,"ask_reporter":false}');
INSERT INTO callback.event_log VALUES (15, '01935000-7000-8000-5384-54127b096493', 15, 'callback.01935000-7000-8000-5384-54127b096493.15', 'hotline.callback.customer.reached.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080006df7df54df624bc6-6df7df54df624bc6-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-5384-54127b096493.t2","refused":false}');
INSERT INTO callback.event_log VALUES (16, '01935000-7000-8000-5384-54127b096493', 16, 'callback.01935000-7000-8000-5384-54127b096493.16', 'hotline.callback.case.closed.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080006df7df54df624bc6-6df7df54df624bc6-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0019","because":"satisfied","score":85,"band":"fairly_satisfied","reason":null}');
INSERT INTO callback.event_log VALUES (17, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 1, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.1', 'hotline.callback.case.received.v1', '2026-11-23 01:00:00+00', NULL, '00-0193500070008000aa66d2c7ddf743f0-aa66d2c7ddf743f0-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":null,"number":"R261123-SFX57R58","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","filed_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.VNxxsiv2_f_ejA7utn7o-diluMJ_bywVAEyNIEQdmb4Qlw","phone":"v1.L-NtVup0s63gpWHJPVmne74XVhZi2jrASV1FICDFHtLbga4WCTnv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.diwFn18NuehijvXVjUYcEo0pGc3m4YOEZYdFcUwAWkDDIQxz2Aa2Xg","call_id":null,"previous_id":null},"note":null,"severity":2,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8}}');
INSERT INTO callback.event_log VALUES (18, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 2, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.2', 'hotline.callback.task.scheduled.v1', '2026-11-23 01:00:00+00', NULL, '00-0193500070008000aa66d2c7ddf743f0-aa66d2c7ddf743f0-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":null,"task":"01935000-7000-8000-f1bb-cdcbfa53e0a8.t1","kind":"first_callback","due_at":"2026-11-23T01:05:00Z","not_before":"2026-11-23T01:00:00Z","ask_reporter":false,"windows":[{"window":"warning","due_at":"2026-11-23T01:03:30Z"},{"window":"breach","due_at":"2026-11-23T01:05:00Z"},{"window":"head","due_at":"2026-11-23T01:15:00Z"}]}');
INSERT INTO callback.event_log VALUES (19, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 3, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.3', 'hotline.callback.task.claimed.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000489e4c815d41c005-489e4c815d41c005-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-f1bb-cdcbfa53e0a8.t1","fence":1,"lease_until":"2026-11-23T01:02:00Z"}');
INSERT INTO callback.event_log VALUES (20, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 4, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.4', 'hotline.callback.attempt.started.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000e6d5c63adc8c3c1a-e6d5c63adc8c3c1a-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-f1bb-cdcbfa53e0a8.t1","fence":1,"attempt":1}');
INSERT INTO callback.event_log VALUES (21, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 5, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.5', 'hotline.callback.attempt.ended.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000e6d5c63adc8c3c1a-e6d5c63adc8c3c1a-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-f1bb-cdcbfa53e0a8.t1","fence":1,"attempt":1,"started_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":false,"score":null,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[],"not_before":null,"ask_reporter":false}');
INSERT INTO callback.event_log VALUES (22, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 6, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.6', 'hotline.callback.customer.reached.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000e6d5c63adc8c3c1a-e6d5c63adc8c3c1a-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-f1bb-cdcbfa53e0a8.t1","refused":false}');
INSERT INTO callback.event_log VALUES (23, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 7, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.7', 'hotline.callback.case.found_dissatisfied.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000e6d5c63adc8c3c1a-e6d5c63adc8c3c1a-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-f1bb-cdcbfa53e0a8.t1","score":null,"band":null,"limit":{"kind":"to_dispatch","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:12:00Z","due_at":"2026-11-23T01:15:00Z"}}');
INSERT INTO callback.event_log VALUES (24, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 8, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.8', 'hotline.callback.case.dispatched.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000850d3ff45bd6b82f-850d3ff45bd6b82f-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0019","responsible_unit_id":"JS-NJ-LP","assisting_unit_ids":[],"severity":2,"note":null,"terms":{"policy":{"policy":"default@2018-06-01","accept":{"seconds":1800,"timing":"elapsed"},"by_severity":[{"seconds":86400,"timing":"elapsed"},{"seconds":259200,"timing":"elapsed"},{"seconds":432000,"timing":"working"}],"order":{"seconds":86400,"timing":"elapsed"},"warning_share":0.8,"returns_before_supervisor":2},"accept":{"kind":"accept","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:24:00Z","due_at":"2026-11-23T01:30:00Z"},"handling":{"kind":"handling","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-25T10:36:00Z","due_at":"2026-11-26T01:00:00Z"}}}');
INSERT INTO callback.event_log VALUES (25, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 9, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.9', 'hotline.callback.case.accepted.v1', '2026-11-23 01:00:00+00', 'S0088', '00-01935000700080002344b9addb213444-2344b9addb213444-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0088","unit_id":"JS-NJ-LP"}');
INSERT INTO callback.event_log VALUES (26, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 10, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.10', 'hotline.callback.case.supervised.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000c17c33675a6bb059-c17c33675a6bb059-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0019","order":"01935000-7000-8000-f1bb-cdcbfa53e0a8.o1","unit_id":"JS-NJ-LP","text":"v1.rlPVm_vRn39nkerL9nkyAP4X69Qt4rqyoF7STfj1RVVUhy1B4Bm9Bvh9jJcz4nAqpg","deadline":"2026-11-24T01:00:00Z"}');
INSERT INTO callback.event_log VALUES (27, '01935000-7000-8000-8ff3-4785799e5cbd', 1, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.1', 'hotline.callback.case.received.v1', '2026-11-23 01:00:00+00', NULL, '00-0193500070008000fdeb26da5900a883-fdeb26da5900a883-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":null,"number":"R261123-GNWSWQ5X","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","filed_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.D7lCe9Hw4EhNrUe64diylyuRhVzRclBPUGUY1og08CXM1A","phone":"v1.jiSi2g4xXJ12acZiPFetr4fhrIiBlazz9ZX5UsvyT60cZm9SkWlj","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8dzrkt7ihVsR94E7ShbIkeX_TPK2RzQ8MXSsLq8OlOGxPaCPIZEaPQ","call_id":null,"previous_id":null},"note":null,"severity":2,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8}}');
INSERT INTO callback.event_log VALUES (28, '01935000-7000-8000-8ff3-4785799e5cbd', 2, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.2', 'hotline.callback.task.scheduled.v1', '2026-11-23 01:00:00+00', NULL, '00-0193500070008000fdeb26da5900a883-fdeb26da5900a883-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":null,"task":"01935000-7000-8000-8ff3-4785799e5cbd.t1","kind":"first_callback","due_at":"2026-11-23T01:05:00Z","not_before":"2026-11-23T01:00:00Z","ask_reporter":false,"windows":[{"window":"warning","due_at":"2026-11-23T01:03:30Z"},{"window":"breach","due_at":"2026-11-23T01:05:00Z"},{"window":"head","due_at":"2026-11-23T01:15:00Z"}]}');
INSERT INTO callback.event_log VALUES (29, '01935000-7000-8000-8ff3-4785799e5cbd', 3, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.3', 'hotline.callback.task.claimed.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080009c22a093d84b2498-9c22a093d84b2498-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-8ff3-4785799e5cbd.t1","fence":1,"lease_until":"2026-11-23T01:02:00Z"}');
INSERT INTO callback.event_log VALUES (30, '01935000-7000-8000-8ff3-4785799e5cbd', 4, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.4', 'hotline.callback.attempt.started.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080003a5a1a4d5795a0ad-3a5a1a4d5795a0ad-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-8ff3-4785799e5cbd.t1","fence":1,"attempt":1}');
INSERT INTO callback.event_log VALUES (31, '01935000-7000-8000-8ff3-4785799e5cbd', 5, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.5', 'hotline.callback.attempt.ended.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080003a5a1a4d5795a0ad-3a5a1a4d5795a0ad-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-8ff3-4785799e5cbd.t1","fence":1,"attempt":1,"started_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":false,"score":null,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[],"not_before":null,"ask_reporter":false}');
INSERT INTO callback.event_log VALUES (32, '01935000-7000-8000-8ff3-4785799e5cbd', 6, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.6', 'hotline.callback.customer.reached.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080003a5a1a4d5795a0ad-3a5a1a4d5795a0ad-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-8ff3-4785799e5cbd.t1","refused":false}');
INSERT INTO callback.event_log VALUES (33, '01935000-7000-8000-8ff3-4785799e5cbd', 7, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.7', 'hotline.callback.case.found_dissatisfied.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080003a5a1a4d5795a0ad-3a5a1a4d5795a0ad-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-8ff3-4785799e5cbd.t1","score":null,"band":null,"limit":{"kind":"to_dispatch","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:12:00Z","due_at":"2026-11-23T01:15:00Z"}}');
INSERT INTO callback.event_log VALUES (34, '01935000-7000-8000-8ff3-4785799e5cbd', 8, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.8', 'hotline.callback.case.dispatched.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000d8919406d6e01cc2-d8919406d6e01cc2-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0019","responsible_unit_id":"JS-NJ-LP","assisting_unit_ids":[],"severity":2,"note":null,"terms":{"policy":{"policy":"default@2018-06-01","accept":{"seconds":1800,"timing":"elapsed"},"by_severity":[{"seconds":86400,"timing":"elapsed"},{"seconds":259200,"timing":"elapsed"},{"seconds":432000,"timing":"working"}],"order":{"seconds":86400,"timing":"elapsed"},"warning_share":0.8,"returns_before_supervisor":2},"accept":{"kind":"accept","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-23T01:24:00Z","due_at":"2026-11-23T01:30:00Z"},"handling":{"kind":"handling","started_at":"2026-11-23T01:00:00Z","warn_at":"2026-11-25T10:36:00Z","due_at":"2026-11-26T01:00:00Z"}}}');
INSERT INTO callback.event_log VALUES (35, '01935000-7000-8000-8ff3-4785799e5cbd', 9, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.9', 'hotline.callback.case.accepted.v1', '2026-11-23 01:00:00+00', 'S0088', '00-019350007000800076c90dc0562a98d7-76c90dc0562a98d7-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0088","unit_id":"JS-NJ-LP"}');
INSERT INTO callback.event_log VALUES (36, '01935000-7000-8000-8ff3-4785799e5cbd', 10, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.10', 'hotline.callback.case.resolved.v1', '2026-11-23 01:00:00+00', 'S0088', '00-019350007000800015008779d57514ec-15008779d57514ec-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0088","unit_id":"JS-NJ-LP","note":"v1.SbqZQheUJx69Jms7KwbhP567X-MJ-mCEG1-m4uXPDFo7NtM1_C-_RutTfA"}');
INSERT INTO callback.event_log VALUES (37, '01935000-7000-8000-8ff3-4785799e5cbd', 11, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.11', 'hotline.callback.task.scheduled.v1', '2026-11-23 01:00:00+00', 'S0088', '00-019350007000800015008779d57514ec-15008779d57514ec-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0088","task":"01935000-7000-8000-8ff3-4785799e5cbd.t2","kind":"follow_up","due_at":"2026-11-24T01:00:00Z","not_before":"2026-11-23T01:00:00Z","ask_reporter":false,"windows":[]}');
INSERT INTO callback.event_log VALUES (38, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 1, 'callback.01935000-7000-8000-2e2a-c13ef8e8d8d2.1', 'hotline.callback.case.received.v1', '2026-11-23 01:00:00+00', NULL, '00-0193500070008000516f7aecd40a0d16-516f7aecd40a0d16-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":null,"number":"R261123-7VWEHP6J","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","filed_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.tw3M492qA8xXkfabWB3GCgDZ--4gkAbYBDAg-O0kd2kqGw","phone":"v1.29g83J05wU2rDfuXTaF_A8ZgQmbqyvmUbvnskQmHpBb318RJXwjY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.MU90VcFgDjaY_Oh_MUhtdK47RTW71M07kv_V9YrcJwAXYhqrHrVr7Q","call_id":null,"previous_id":null},"note":null,"severity":2,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8}}');
INSERT INTO callback.event_log VALUES (39, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 2, 'callback.01935000-7000-8000-2e2a-c13ef8e8d8d2.2', 'hotline.callback.task.scheduled.v1', '2026-11-23 01:00:00+00', NULL, '00-0193500070008000516f7aecd40a0d16-516f7aecd40a0d16-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":null,"task":"01935000-7000-8000-2e2a-c13ef8e8d8d2.t1","kind":"first_callback","due_at":"2026-11-23T01:05:00Z","not_before":"2026-11-23T01:00:00Z","ask_reporter":false,"windows":[{"window":"warning","due_at":"2026-11-23T01:03:30Z"},{"window":"breach","due_at":"2026-11-23T01:05:00Z"},{"window":"head","due_at":"2026-11-23T01:15:00Z"}]}');
INSERT INTO callback.event_log VALUES (40, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 3, 'callback.01935000-7000-8000-2e2a-c13ef8e8d8d2.3', 'hotline.callback.task.claimed.v1', '2026-11-23 01:00:00+00', 'S0019', '00-0193500070008000efa6f4a65354892b-efa6f4a65354892b-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-2e2a-c13ef8e8d8d2.t1","fence":1,"lease_until":"2026-11-23T01:02:00Z"}');
INSERT INTO callback.event_log VALUES (41, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 4, 'callback.01935000-7000-8000-2e2a-c13ef8e8d8d2.4', 'hotline.callback.attempt.started.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080008dde6e5fd29f0540-8dde6e5fd29f0540-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-2e2a-c13ef8e8d8d2.t1","fence":1,"attempt":1}');
INSERT INTO callback.event_log VALUES (42, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 5, 'callback.01935000-7000-8000-2e2a-c13ef8e8d8d2.5', 'hotline.callback.attempt.ended.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080008dde6e5fd29f0540-8dde6e5fd29f0540-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-2e2a-c13ef8e8d8d2.t1","fence":1,"attempt":1,"started_at":"2026-11-23T01:00:00Z","outcome":"reached","satisfied":true,"score":null,"answers":null,"note":null,"call_id":null,"recording_id":null,"talk_seconds":null,"also":[],"not_before":null,"ask_reporter":false}');
INSERT INTO callback.event_log VALUES (43, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 6, 'callback.01935000-7000-8000-2e2a-c13ef8e8d8d2.6', 'hotline.callback.customer.reached.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080008dde6e5fd29f0540-8dde6e5fd29f0540-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-2e2a-c13ef8e8d8d2.t1","refused":false}');
INSERT INTO callback.event_log VALUES (44, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 7, 'callback.01935000-7000-8000-2e2a-c13ef8e8d8d2.7', 'hotline.callback.case.archived.v1', '2026-11-23 01:00:00+00', 'S0019', '00-01935000700080008dde6e5fd29f0540-8dde6e5fd29f0540-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0019","task":"01935000-7000-8000-2e2a-c13ef8e8d8d2.t1","score":null,"band":null}');
INSERT INTO callback.event_log VALUES (45, '01935000-7000-8000-6a99-b4b1f77dd0fc', 1, 'callback.01935000-7000-8000-6a99-b4b1f77dd0fc.1', 'hotline.callback.case.received.v1', '2026-11-23 01:06:00+00', NULL, '00-01935000700080006884db8c507e797f-6884db8c507e797f-00', '{"case_id":"01935000-7000-8000-6a99-b4b1f77dd0fc","at":"2026-11-23T01:06:00Z","by":null,"number":"R261123-P7VQVM7W","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","filed_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.82bFCAYja0KjCBjQKkBj9nQpCcoxuTiLnAZ_vhAel1QiJQ","phone":"v1.pNrpPUTWcHa0-gvB9kXK4gcqn-ETR6IucdQCZXjrFdfH5cdYFrCK","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.HOTOLL456NHP8n0p7oS2-W8a7IRkStMeNcZAegVnRl3R_U_Du5DpNQ","call_id":null,"previous_id":null},"note":null,"severity":2,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8}}');
INSERT INTO callback.event_log VALUES (46, '01935000-7000-8000-6a99-b4b1f77dd0fc', 2, 'callback.01935000-7000-8000-6a99-b4b1f77dd0fc.2', 'hotline.callback.task.scheduled.v1', '2026-11-23 01:06:00+00', NULL, '00-01935000700080006884db8c507e797f-6884db8c507e797f-00', '{"case_id":"01935000-7000-8000-6a99-b4b1f77dd0fc","at":"2026-11-23T01:06:00Z","by":null,"task":"01935000-7000-8000-6a99-b4b1f77dd0fc.t1","kind":"first_callback","due_at":"2026-11-23T01:11:00Z","not_before":"2026-11-23T01:06:00Z","ask_reporter":false,"windows":[{"window":"warning","due_at":"2026-11-23T01:09:30Z"},{"window":"breach","due_at":"2026-11-23T01:11:00Z"},{"window":"head","due_at":"2026-11-23T01:21:00Z"}]}');
INSERT INTO callback.event_log VALUES (47, '01935000-7000-8000-08d1-2e6b76c84d11', 1, 'callback.01935000-7000-8000-08d1-2e6b76c84d11.1', 'hotline.callback.case.received.v1', '2026-11-23 01:06:00+00', NULL, '00-0193500070008000a4f3ceff4f1371a9-a4f3ceff4f1371a9-00', '{"case_id":"01935000-7000-8000-08d1-2e6b76c84d11","at":"2026-11-23T01:06:00Z","by":null,"number":"R261123-DDVCGK8H","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","filed_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.msHVZ_P6Fw2ldHQoK8bBCqKS_k8wkujbWOIe7st1QC-79A","phone":"v1.7XY0X1A3SNhyeRfpyFdmrkGiy6ezXKgFlVYsHA8-Xtbgz0eU4Sb_","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1._eiGMupTw41AeW0gNSZUKTaPhieFKNBHzkJW59MLpq8FmUCrSu0saw","call_id":null,"previous_id":null},"note":null,"severity":2,"policy":{"policy":"default@2018-06-01","due_seconds":300,"warning_seconds":210,"breach_seconds":300,"head_seconds":900,"retry_seconds":[120,300,900,3600],"max_attempts":5,"give_up_seconds":86400,"ask_reporter_seconds":900,"quiet_from":"21:00","quiet_until":"08:00","lease_seconds":120,"follow_up_due_seconds":86400,"repeat_seconds":86400,"satisfied_score":70,"reopen_days":15,"to_dispatch":{"seconds":900,"timing":"elapsed"},"warning_share":0.8}}');
INSERT INTO callback.event_log VALUES (48, '01935000-7000-8000-08d1-2e6b76c84d11', 2, 'callback.01935000-7000-8000-08d1-2e6b76c84d11.2', 'hotline.callback.task.scheduled.v1', '2026-11-23 01:06:00+00', NULL, '00-0193500070008000a4f3ceff4f1371a9-a4f3ceff4f1371a9-00', '{"case_id":"01935000-7000-8000-08d1-2e6b76c84d11","at":"2026-11-23T01:06:00Z","by":null,"task":"01935000-7000-8000-08d1-2e6b76c84d11.t1","kind":"first_callback","due_at":"2026-11-23T01:11:00Z","not_before":"2026-11-23T01:06:00Z","ask_reporter":false,"windows":[{"window":"warning","due_at":"2026-11-23T01:09:30Z"},{"window":"breach","due_at":"2026-11-23T01:11:00Z"},{"window":"head","due_at":"2026-11-23T01:21:00Z"}]}');
INSERT INTO callback.event_log VALUES (49, '01935000-7000-8000-08d1-2e6b76c84d11', 3, 'callback.01935000-7000-8000-08d1-2e6b76c84d11.3', 'hotline.callback.task.claimed.v1', '2026-11-23 01:06:00+00', 'S0019', '00-0193500070008000432b48b8ce5dedbe-432b48b8ce5dedbe-00', '{"case_id":"01935000-7000-8000-08d1-2e6b76c84d11","at":"2026-11-23T01:06:00Z","by":"S0019","task":"01935000-7000-8000-08d1-2e6b76c84d11.t1","fence":1,"lease_until":"2026-11-23T01:08:00Z"}');
INSERT INTO callback.inbox VALUES ('callback', 'escalation.01935000-7000-8000-5384-54127b096493.2', '2026-11-23 01:00:00+00');
INSERT INTO callback.inbox VALUES ('callback', 'escalation.01935000-7000-8000-f1bb-cdcbfa53e0a8.2', '2026-11-23 01:00:00+00');
INSERT INTO callback.inbox VALUES ('callback', 'escalation.01935000-7000-8000-8ff3-4785799e5cbd.2', '2026-11-23 01:00:00+00');
INSERT INTO callback.inbox VALUES ('callback', 'escalation.01935000-7000-8000-2e2a-c13ef8e8d8d2.2', '2026-11-23 01:00:00+00');
INSERT INTO callback.inbox VALUES ('callback', 'escalation.01935000-7000-8000-6a99-b4b1f77dd0fc.2', '2026-11-23 01:06:00+00');
INSERT INTO callback.inbox VALUES ('callback', 'escalation.01935000-7000-8000-08d1-2e6b76c84d11.2', '2026-11-23 01:06:00+00');
INSERT INTO callback.messages VALUES (1, 'callback.01935000-7000-8000-5384-54127b096493.8.dispatched.S0088', '01935000-7000-8000-5384-54127b096493', 'S0088', 'dispatched', '【派单】R261123-29XGJS4K由贵单位归口承办，请于11-23 09:30前签收，于11-26 09:00前办结。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO callback.messages VALUES (2, 'callback.01935000-7000-8000-5384-54127b096493.16.closed.S0118', '01935000-7000-8000-5384-54127b096493', 'S0118', 'closed', '您关注的客户不满R261123-29XGJS4K已结案：客户评价比较满意。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO callback.messages VALUES (3, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.8.dispatched.S0088', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'S0088', 'dispatched', '【派单】R261123-SFX57R58由贵单位归口承办，请于11-23 09:30前签收，于11-26 09:00前办结。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO callback.messages VALUES (4, 'callback.01935000-7000-8000-f1bb-cdcbfa53e0a8.10.supervised.S0088', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'S0088', 'supervised', '【督办】R261123-SFX57R58被督办，请于11-24 09:00前书面答复。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO callback.messages VALUES (5, 'callback.01935000-7000-8000-8ff3-4785799e5cbd.8.dispatched.S0088', '01935000-7000-8000-8ff3-4785799e5cbd', 'S0088', 'dispatched', '【派单】R261123-GNWSWQ5X由贵单位归口承办，请于11-23 09:30前签收，于11-26 09:00前办结。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO callback.messages VALUES (6, 'callback.01935000-7000-8000-2e2a-c13ef8e8d8d2.7.archived.S0118', '01935000-7000-8000-2e2a-c13ef8e8d8d2', 'S0118', 'archived', '您关注的客户不满R261123-7VWEHP6J经回访，客户没有不满，已归档。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-f1bb-cdcbfa53e0a8', 'limit', '2026-11-25 10:36:00+00', 'handling:warning:2026-11-23T01:00:00+00:00', '2026-11-25 10:36:00+00', 0);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-f1bb-cdcbfa53e0a8', 'reminder', '2026-11-27 01:00:00+00', 'handling:2026-11-27T01:00:00+00:00', '2026-11-27 01:00:00+00', 0);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-f1bb-cdcbfa53e0a8', 'order', '2026-11-24 01:00:00+00', '01935000-7000-8000-f1bb-cdcbfa53e0a8.o1', '2026-11-24 01:00:00+00', 0);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-8ff3-4785799e5cbd', 'reminder', '2026-11-24 01:00:00+00', 'resolved:2026-11-24T01:00:00+00:00', '2026-11-24 01:00:00+00', 0);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-6a99-b4b1f77dd0fc', 'reminder', '2026-11-24 01:21:00+00', 'awaiting_callback:2026-11-24T01:21:00+00:00', '2026-11-24 01:21:00+00', 0);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-6a99-b4b1f77dd0fc', 'window', '2026-11-23 01:09:30+00', 'warning', '2026-11-23 01:09:30+00', 0);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-08d1-2e6b76c84d11', 'reminder', '2026-11-24 01:21:00+00', 'awaiting_callback:2026-11-24T01:21:00+00:00', '2026-11-24 01:21:00+00', 0);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-08d1-2e6b76c84d11', 'window', '2026-11-23 01:09:30+00', 'warning', '2026-11-23 01:09:30+00', 0);
INSERT INTO callback.timers VALUES ('01935000-7000-8000-08d1-2e6b76c84d11', 'lease', '2026-11-23 01:08:00+00', '01935000-7000-8000-08d1-2e6b76c84d11.t1:1', '2026-11-23 01:08:00+00', 0);
INSERT INTO escalation.alembic_version VALUES ('0001');
INSERT INTO escalation.cases VALUES ('01935000-7000-8000-5384-54127b096493', 1, 2, '{"id":"01935000-7000-8000-5384-54127b096493","number":"R261123-29XGJS4K","state":"filed","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.FPyJ0pQGqHair6BWAhQrw-RBaVjv9oC2Vb2eAI4Wtn91QA","phone":"v1.QrBXxOScVAjnL8rogkgLwEAWlbZugoQukZLBAVSvjCK4USY71NSY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.V25MMy6SkFhPHcrm6fEeAGbEtuE9Vn7AeDxAzaCSF8ZtokdDwi8Kag","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"step":0,"next_due_at":null,"told":[],"moved_by":"S0118","moved_at":"2026-11-23T01:00:00Z","settled_note":null,"filed_at":"2026-11-23T01:00:00Z","filed_because":"at_once","filed_skipped":[],"informed":["S0114"]}', 'filed', 'R261123-29XGJS4K', 'S0118', '2026-11-23 01:00:00+00', NULL);
INSERT INTO escalation.cases VALUES ('01935000-7000-8000-f1bb-cdcbfa53e0a8', 1, 2, '{"id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","number":"R261123-SFX57R58","state":"filed","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.VNxxsiv2_f_ejA7utn7o-diluMJ_bywVAEyNIEQdmb4Qlw","phone":"v1.L-NtVup0s63gpWHJPVmne74XVhZi2jrASV1FICDFHtLbga4WCTnv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.diwFn18NuehijvXVjUYcEo0pGc3m4YOEZYdFcUwAWkDDIQxz2Aa2Xg","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"step":0,"next_due_at":null,"told":[],"moved_by":"S0118","moved_at":"2026-11-23T01:00:00Z","settled_note":null,"filed_at":"2026-11-23T01:00:00Z","filed_because":"at_once","filed_skipped":[],"informed":["S0114"]}', 'filed', 'R261123-SFX57R58', 'S0118', '2026-11-23 01:00:00+00', NULL);
INSERT INTO escalation.cases VALUES ('01935000-7000-8000-8ff3-4785799e5cbd', 1, 2, '{"id":"01935000-7000-8000-8ff3-4785799e5cbd","number":"R261123-GNWSWQ5X","state":"filed","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.D7lCe9Hw4EhNrUe64diylyuRhVzRclBPUGUY1og08CXM1A","phone":"v1.jiSi2g4xXJ12acZiPFetr4fhrIiBlazz9ZX5UsvyT60cZm9SkWlj","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8dzrkt7ihVsR94E7ShbIkeX_TPK2RzQ8MXSsLq8OlOGxPaCPIZEaPQ","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"step":0,"next_due_at":null,"told":[],"moved_by":"S0118","moved_at":"2026-11-23T01:00:00Z","settled_note":null,"filed_at":"2026-11-23T01:00:00Z","filed_because":"at_once","filed_skipped":[],"informed":["S0114"]}', 'filed', 'R261123-GNWSWQ5X', 'S0118', '2026-11-23 01:00:00+00', NULL);
INSERT INTO escalation.cases VALUES ('01935000-7000-8000-2e2a-c13ef8e8d8d2', 1, 2, '{"id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","number":"R261123-7VWEHP6J","state":"filed","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.tw3M492qA8xXkfabWB3GCgDZ--4gkAbYBDAg-O0kd2kqGw","phone":"v1.29g83J05wU2rDfuXTaF_A8ZgQmbqyvmUbvnskQmHpBb318RJXwjY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.MU90VcFgDjaY_Oh_MUhtdK47RTW71M07kv_V9YrcJwAXYhqrHrVr7Q","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"step":0,"next_due_at":null,"told":[],"moved_by":"S0118","moved_at":"2026-11-23T01:00:00Z","settled_note":null,"filed_at":"2026-11-23T01:00:00Z","filed_because":"at_once","filed_skipped":[],"informed":["S0114"]}', 'filed', 'R261123-7VWEHP6J', 'S0118', '2026-11-23 01:00:00+00', NULL);
INSERT INTO escalation.cases VALUES ('01935000-7000-8000-b54c-da58fbbee87e', 2, 2, '{"id":"01935000-7000-8000-b54c-da58fbbee87e","number":"R261123-B3XVXT3Y","state":"raised","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.XDNqyJ9QumnX2hCkUNja6VzoR874UyZbmVk4hADW9_go8g","phone":"v1.dycBngU5Ws6APc2Cv8nkmN2__AfnhbDx7OMTNdJQdeR2__sefAzH","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"42cf8ab264080bbe2b2e9e836754ce65","policy_index":null},"risk_flags":[],"text":"v1.ZtwD7s66nh_H4z9x72ttwVSz6LV-n2aavSKDqQ2DuX9fM8JpkPGovrIB4l3jvYP4euQTNMJZRJJr3TLxLg","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"step":1,"next_due_at":"2026-11-23T01:15:00Z","told":[{"level":1,"staff_id":"S0114","others":[],"meant_for":"S0114","office":"JS-NJ-GL","told_as":"leader","skipped":[],"due_at":"2026-11-23T01:05:00Z","told_at":"2026-11-23T01:05:00Z","acknowledged_at":null,"acknowledged_by":null}],"moved_by":null,"moved_at":"2026-11-23T01:05:00Z","settled_note":null,"filed_at":null,"filed_because":null,"filed_skipped":[],"informed":[]}', 'raised', 'R261123-B3XVXT3Y', 'S0118', '2026-11-23 01:00:00+00', '2026-11-23 01:15:00+00');
INSERT INTO escalation.cases VALUES ('01935000-7000-8000-cc62-3af8783354e7', 1, 1, '{"id":"01935000-7000-8000-cc62-3af8783354e7","number":"R261123-Z1W36N77","state":"calming","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":null,"phone":null,"policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":null,"policy_index":null},"risk_flags":[],"text":null,"call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"step":0,"next_due_at":"2026-11-23T01:11:00Z","told":[],"moved_by":"S0118","moved_at":"2026-11-23T01:06:00Z","settled_note":null,"filed_at":null,"filed_because":null,"filed_skipped":[],"informed":[]}', 'calming', 'R261123-Z1W36N77', 'S0118', '2026-11-23 01:06:00+00', '2026-11-23 01:11:00+00');
INSERT INTO escalation.cases VALUES ('01935000-7000-8000-6a99-b4b1f77dd0fc', 1, 2, '{"id":"01935000-7000-8000-6a99-b4b1f77dd0fc","number":"R261123-P7VQVM7W","state":"filed","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.82bFCAYja0KjCBjQKkBj9nQpCcoxuTiLnAZ_vhAel1QiJQ","phone":"v1.pNrpPUTWcHa0-gvB9kXK4gcqn-ETR6IucdQCZXjrFdfH5cdYFrCK","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.HOTOLL456NHP8n0p7oS2-W8a7IRkStMeNcZAegVnRl3R_U_Du5DpNQ","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"step":0,"next_due_at":null,"told":[],"moved_by":"S0118","moved_at":"2026-11-23T01:06:00Z","settled_note":null,"filed_at":"2026-11-23T01:06:00Z","filed_because":"at_once","filed_skipped":[],"informed":["S0114"]}', 'filed', 'R261123-P7VQVM7W', 'S0118', '2026-11-23 01:06:00+00', NULL);
INSERT INTO escalation.cases VALUES ('01935000-7000-8000-08d1-2e6b76c84d11', 1, 2, '{"id":"01935000-7000-8000-08d1-2e6b76c84d11","number":"R261123-DDVCGK8H","state":"filed","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.msHVZ_P6Fw2ldHQoK8bBCqKS_k8wkujbWOIe7st1QC-79A","phone":"v1.7XY0X1A3SNhyeRfpyFdmrkGiy6ezXKgFlVYsHA8-Xtbgz0eU4Sb_","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1._eiGMupTw41AeW0gNSZUKTaPhieFKNBHzkJW59MLpq8FmUCrSu0saw","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"step":0,"next_due_at":null,"told":[],"moved_by":"S0118","moved_at":"2026-11-23T01:06:00Z","settled_note":null,"filed_at":"2026-11-23T01:06:00Z","filed_because":"at_once","filed_skipped":[],"informed":["S0114"]}', 'filed', 'R261123-DDVCGK8H', 'S0118', '2026-11-23 01:06:00+00', NULL);
INSERT INTO escalation.event_log VALUES (1, '01935000-7000-8000-b54c-da58fbbee87e', 1, 'escalation.01935000-7000-8000-b54c-da58fbbee87e.1', 'hotline.escalation.case.opened.v1', '2026-11-23 01:00:00+00', 'S0118', '00-01935000700080001715609f7c746c69-1715609f7c746c69-00', '{"case_id":"01935000-7000-8000-b54c-da58fbbee87e","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-B3XVXT3Y","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.XDNqyJ9QumnX2hCkUNja6VzoR874UyZbmVk4hADW9_go8g","phone":"v1.dycBngU5Ws6APc2Cv8nkmN2__AfnhbDx7OMTNdJQdeR2__sefAzH","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"42cf8ab264080bbe2b2e9e836754ce65","policy_index":null},"risk_flags":[],"text":"v1.ZtwD7s66nh_H4z9x72ttwVSz6LV-n2aavSKDqQ2DuX9fM8JpkPGovrIB4l3jvYP4euQTNMJZRJJr3TLxLg","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"calming_due_at":"2026-11-23T01:05:00Z"}');
INSERT INTO escalation.event_log VALUES (2, '01935000-7000-8000-5384-54127b096493', 1, 'escalation.01935000-7000-8000-5384-54127b096493.1', 'hotline.escalation.case.opened.v1', '2026-11-23 01:00:00+00', 'S0118', '00-01935000700080001a738b426458e733-1a738b426458e733-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-29XGJS4K","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.FPyJ0pQGqHair6BWAhQrw-RBaVjv9oC2Vb2eAI4Wtn91QA","phone":"v1.QrBXxOScVAjnL8rogkgLwEAWlbZugoQukZLBAVSvjCK4USY71NSY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.V25MMy6SkFhPHcrm6fEeAGbEtuE9Vn7AeDxAzaCSF8ZtokdDwi8Kag","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"calming_due_at":"2026-11-23T01:05:00Z"}');
INSERT INTO escalation.event_log VALUES (3, '01935000-7000-8000-5384-54127b096493', 2, 'escalation.01935000-7000-8000-5384-54127b096493.2', 'hotline.escalation.case.filed.v1', '2026-11-23 01:00:00+00', 'S0118', '00-01935000700080001a738b426458e733-1a738b426458e733-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0118","filed_at":"2026-11-23T01:00:00Z","because":"at_once","number":"R261123-29XGJS4K","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.FPyJ0pQGqHair6BWAhQrw-RBaVjv9oC2Vb2eAI4Wtn91QA","phone":"v1.QrBXxOScVAjnL8rogkgLwEAWlbZugoQukZLBAVSvjCK4USY71NSY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.V25MMy6SkFhPHcrm6fEeAGbEtuE9Vn7AeDxAzaCSF8ZtokdDwi8Kag","call_id":null,"previous_id":null},"note":null,"due_at":"2026-11-23T01:00:00Z","skipped":[],"duty_desk":[],"informed":["S0114"],"late_by_seconds":0.0}');
INSERT INTO escalation.event_log VALUES (4, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 1, 'escalation.01935000-7000-8000-f1bb-cdcbfa53e0a8.1', 'hotline.escalation.case.opened.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000aa66d2c7ddf743f0-aa66d2c7ddf743f0-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-SFX57R58","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.VNxxsiv2_f_ejA7utn7o-diluMJ_bywVAEyNIEQdmb4Qlw","phone":"v1.L-NtVup0s63gpWHJPVmne74XVhZi2jrASV1FICDFHtLbga4WCTnv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.diwFn18NuehijvXVjUYcEo0pGc3m4YOEZYdFcUwAWkDDIQxz2Aa2Xg","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"calming_due_at":"2026-11-23T01:05:00Z"}');
INSERT INTO escalation.event_log VALUES (5, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 2, 'escalation.01935000-7000-8000-f1bb-cdcbfa53e0a8.2', 'hotline.escalation.case.filed.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000aa66d2c7ddf743f0-aa66d2c7ddf743f0-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0118","filed_at":"2026-11-23T01:00:00Z","because":"at_once","number":"R261123-SFX57R58","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.VNxxsiv2_f_ejA7utn7o-diluMJ_bywVAEyNIEQdmb4Qlw","phone":"v1.L-NtVup0s63gpWHJPVmne74XVhZi2jrASV1FICDFHtLbga4WCTnv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.diwFn18NuehijvXVjUYcEo0pGc3m4YOEZYdFcUwAWkDDIQxz2Aa2Xg","call_id":null,"previous_id":null},"note":null,"due_at":"2026-11-23T01:00:00Z","skipped":[],"duty_desk":[],"informed":["S0114"],"late_by_seconds":0.0}');
INSERT INTO escalation.event_log VALUES (6, '01935000-7000-8000-8ff3-4785799e5cbd', 1, 'escalation.01935000-7000-8000-8ff3-4785799e5cbd.1', 'hotline.escalation.case.opened.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000fdeb26da5900a883-fdeb26da5900a883-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-GNWSWQ5X","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.D7lCe9Hw4EhNrUe64diylyuRhVzRclBPUGUY1og08CXM1A","phone":"v1.jiSi2g4xXJ12acZiPFetr4fhrIiBlazz9ZX5UsvyT60cZm9SkWlj","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8dzrkt7ihVsR94E7ShbIkeX_TPK2RzQ8MXSsLq8OlOGxPaCPIZEaPQ","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"calming_due_at":"2026-11-23T01:05:00Z"}');
INSERT INTO escalation.event_log VALUES (7, '01935000-7000-8000-8ff3-4785799e5cbd', 2, 'escalation.01935000-7000-8000-8ff3-4785799e5cbd.2', 'hotline.escalation.case.filed.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000fdeb26da5900a883-fdeb26da5900a883-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0118","filed_at":"2026-11-23T01:00:00Z","because":"at_once","number":"R261123-GNWSWQ5X","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.D7lCe9Hw4EhNrUe64diylyuRhVzRclBPUGUY1og08CXM1A","phone":"v1.jiSi2g4xXJ12acZiPFetr4fhrIiBlazz9ZX5UsvyT60cZm9SkWlj","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8dzrkt7ihVsR94E7ShbIkeX_TPK2RzQ8MXSsLq8OlOGxPaCPIZEaPQ","call_id":null,"previous_id":null},"note":null,"due_at":"2026-11-23T01:00:00Z","skipped":[],"duty_desk":[],"informed":["S0114"],"late_by_seconds":0.0}');
INSERT INTO escalation.event_log VALUES (8, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 1, 'escalation.01935000-7000-8000-2e2a-c13ef8e8d8d2.1', 'hotline.escalation.case.opened.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000516f7aecd40a0d16-516f7aecd40a0d16-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-7VWEHP6J","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.tw3M492qA8xXkfabWB3GCgDZ--4gkAbYBDAg-O0kd2kqGw","phone":"v1.29g83J05wU2rDfuXTaF_A8ZgQmbqyvmUbvnskQmHpBb318RJXwjY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.MU90VcFgDjaY_Oh_MUhtdK47RTW71M07kv_V9YrcJwAXYhqrHrVr7Q","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"calming_due_at":"2026-11-23T01:05:00Z"}');
INSERT INTO escalation.event_log VALUES (9, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 2, 'escalation.01935000-7000-8000-2e2a-c13ef8e8d8d2.2', 'hotline.escalation.case.filed.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000516f7aecd40a0d16-516f7aecd40a0d16-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0118","filed_at":"2026-11-23T01:00:00Z","because":"at_once","number":"R261123-7VWEHP6J","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.tw3M492qA8xXkfabWB3GCgDZ--4gkAbYBDAg-O0kd2kqGw","phone":"v1.29g83J05wU2rDfuXTaF_A8ZgQmbqyvmUbvnskQmHpBb318RJXwjY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.MU90VcFgDjaY_Oh_MUhtdK47RTW71M07kv_V9YrcJwAXYhqrHrVr7Q","call_id":null,"previous_id":null},"note":null,"due_at":"2026-11-23T01:00:00Z","skipped":[],"duty_desk":[],"informed":["S0114"],"late_by_seconds":0.0}');
INSERT INTO escalation.event_log VALUES (10, '01935000-7000-8000-b54c-da58fbbee87e', 2, 'escalation.01935000-7000-8000-b54c-da58fbbee87e.2', 'hotline.escalation.level.told.v1', '2026-11-23 01:05:00+00', NULL, NULL, '{"case_id":"01935000-7000-8000-b54c-da58fbbee87e","at":"2026-11-23T01:05:00Z","by":null,"level":1,"step":1,"staff_id":"S0114","meant_for":"S0114","office":"JS-NJ-GL","told_as":"leader","others":[],"skipped":[],"due_at":"2026-11-23T01:05:00Z","late_by_seconds":0.0,"next_due_at":"2026-11-23T01:15:00Z"}');
INSERT INTO escalation.event_log VALUES (11, '01935000-7000-8000-cc62-3af8783354e7', 1, 'escalation.01935000-7000-8000-cc62-3af8783354e7.1', 'hotline.escalation.case.opened.v1', '2026-11-23 01:06:00+00', 'S0118', '00-01935000700080002c15e81951e98155-2c15e81951e98155-00', '{"case_id":"01935000-7000-8000-cc62-3af8783354e7","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-Z1W36N77","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":null,"phone":null,"policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":null,"policy_index":null},"risk_flags":[],"text":null,"call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"calming_due_at":"2026-11-23T01:11:00Z"}');
INSERT INTO escalation.event_log VALUES (12, '01935000-7000-8000-6a99-b4b1f77dd0fc', 1, 'escalation.01935000-7000-8000-6a99-b4b1f77dd0fc.1', 'hotline.escalation.case.opened.v1', '2026-11-23 01:06:00+00', 'S0118', '00-01935000700080006884db8c507e797f-6884db8c507e797f-00', '{"case_id":"01935000-7000-8000-6a99-b4b1f77dd0fc","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-P7VQVM7W","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.82bFCAYja0KjCBjQKkBj9nQpCcoxuTiLnAZ_vhAel1QiJQ","phone":"v1.pNrpPUTWcHa0-gvB9kXK4gcqn-ETR6IucdQCZXjrFdfH5cdYFrCK","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.HOTOLL456NHP8n0p7oS2-W8a7IRkStMeNcZAegVnRl3R_U_Du5DpNQ","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"calming_due_at":"2026-11-23T01:11:00Z"}');
INSERT INTO escalation.event_log VALUES (13, '01935000-7000-8000-6a99-b4b1f77dd0fc', 2, 'escalation.01935000-7000-8000-6a99-b4b1f77dd0fc.2', 'hotline.escalation.case.filed.v1', '2026-11-23 01:06:00+00', 'S0118', '00-01935000700080006884db8c507e797f-6884db8c507e797f-00', '{"case_id":"01935000-7000-8000-6a99-b4b1f77dd0fc","at":"2026-11-23T01:06:00Z","by":"S0118","filed_at":"2026-11-23T01:06:00Z","because":"at_once","number":"R261123-P7VQVM7W","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.82bFCAYja0KjCBjQKkBj9nQpCcoxuTiLnAZ_vhAel1QiJQ","phone":"v1.pNrpPUTWcHa0-gvB9kXK4gcqn-ETR6IucdQCZXjrFdfH5cdYFrCK","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.HOTOLL456NHP8n0p7oS2-W8a7IRkStMeNcZAegVnRl3R_U_Du5DpNQ","call_id":null,"previous_id":null},"note":null,"due_at":"2026-11-23T01:06:00Z","skipped":[],"duty_desk":[],"informed":["S0114"],"late_by_seconds":0.0}');
INSERT INTO escalation.event_log VALUES (14, '01935000-7000-8000-08d1-2e6b76c84d11', 1, 'escalation.01935000-7000-8000-08d1-2e6b76c84d11.1', 'hotline.escalation.case.opened.v1', '2026-11-23 01:06:00+00', 'S0118', '00-0193500070008000a4f3ceff4f1371a9-a4f3ceff4f1371a9-00', '{"case_id":"01935000-7000-8000-08d1-2e6b76c84d11","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-DDVCGK8H","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.msHVZ_P6Fw2ldHQoK8bBCqKS_k8wkujbWOIe7st1QC-79A","phone":"v1.7XY0X1A3SNhyeRfpyFdmrkGiy6ezXKgFlVYsHA8-Xtbgz0eU4Sb_","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1._eiGMupTw41AeW0gNSZUKTaPhieFKNBHzkJW59MLpq8FmUCrSu0saw","call_id":null,"previous_id":null},"ladder":{"policy":"default@2018-06-01","steps":[{"after_seconds":300,"whom":"direct_leader","role":null},{"after_seconds":600,"whom":"next_leader","role":null},{"after_seconds":600,"whom":null,"role":null}]},"calming_due_at":"2026-11-23T01:11:00Z"}');
INSERT INTO escalation.event_log VALUES (15, '01935000-7000-8000-08d1-2e6b76c84d11', 2, 'escalation.01935000-7000-8000-08d1-2e6b76c84d11.2', 'hotline.escalation.case.filed.v1', '2026-11-23 01:06:00+00', 'S0118', '00-0193500070008000a4f3ceff4f1371a9-a4f3ceff4f1371a9-00', '{"case_id":"01935000-7000-8000-08d1-2e6b76c84d11","at":"2026-11-23T01:06:00Z","by":"S0118","filed_at":"2026-11-23T01:06:00Z","because":"at_once","number":"R261123-DDVCGK8H","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"told":[],"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.msHVZ_P6Fw2ldHQoK8bBCqKS_k8wkujbWOIe7st1QC-79A","phone":"v1.7XY0X1A3SNhyeRfpyFdmrkGiy6ezXKgFlVYsHA8-Xtbgz0eU4Sb_","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1._eiGMupTw41AeW0gNSZUKTaPhieFKNBHzkJW59MLpq8FmUCrSu0saw","call_id":null,"previous_id":null},"note":null,"due_at":"2026-11-23T01:06:00Z","skipped":[],"duty_desk":[],"informed":["S0114"],"late_by_seconds":0.0}');
INSERT INTO escalation.inbox VALUES ('escalation', 'intake.01935000-7000-8000-b54c-da58fbbee87e.1', '2026-11-23 01:00:00+00');
INSERT INTO escalation.inbox VALUES ('escalation', 'intake.01935000-7000-8000-5384-54127b096493.1', '2026-11-23 01:00:00+00');
INSERT INTO escalation.inbox VALUES ('escalation', 'intake.01935000-7000-8000-f1bb-cdcbfa53e0a8.1', '2026-11-23 01:00:00+00');
INSERT INTO escalation.inbox VALUES ('escalation', 'intake.01935000-7000-8000-8ff3-4785799e5cbd.1', '2026-11-23 01:00:00+00');
INSERT INTO escalation.inbox VALUES ('escalation', 'intake.01935000-7000-8000-2e2a-c13ef8e8d8d2.1', '2026-11-23 01:00:00+00');
INSERT INTO escalation.inbox VALUES ('escalation', 'intake.01935000-7000-8000-cc62-3af8783354e7.1', '2026-11-23 01:06:00+00');
INSERT INTO escalation.inbox VALUES ('escalation', 'intake.01935000-7000-8000-6a99-b4b1f77dd0fc.1', '2026-11-23 01:06:00+00');
INSERT INTO escalation.inbox VALUES ('escalation', 'intake.01935000-7000-8000-08d1-2e6b76c84d11.1', '2026-11-23 01:06:00+00');
INSERT INTO escalation.messages VALUES (1, 'escalation.01935000-7000-8000-5384-54127b096493.filed.S0114', '01935000-7000-8000-5384-54127b096493', 'S0114', 'filed_for_information', '鼓楼支公司于嘉怡报告的客户不满（R261123-29XGJS4K）已启动流程，由95518投诉组回访客户。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO escalation.messages VALUES (2, 'escalation.01935000-7000-8000-f1bb-cdcbfa53e0a8.filed.S0114', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'S0114', 'filed_for_information', '鼓楼支公司于嘉怡报告的客户不满（R261123-SFX57R58）已启动流程，由95518投诉组回访客户。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO escalation.messages VALUES (3, 'escalation.01935000-7000-8000-8ff3-4785799e5cbd.filed.S0114', '01935000-7000-8000-8ff3-4785799e5cbd', 'S0114', 'filed_for_information', '鼓楼支公司于嘉怡报告的客户不满（R261123-GNWSWQ5X）已启动流程，由95518投诉组回访客户。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO escalation.messages VALUES (4, 'escalation.01935000-7000-8000-2e2a-c13ef8e8d8d2.filed.S0114', '01935000-7000-8000-2e2a-c13ef8e8d8d2', 'S0114', 'filed_for_information', '鼓楼支公司于嘉怡报告的客户不满（R261123-7VWEHP6J）已启动流程，由95518投诉组回访客户。', '2026-11-23 01:00:00+00', 0, '2026-11-23 01:00:00+00', 1);
INSERT INTO escalation.messages VALUES (5, 'escalation.01935000-7000-8000-b54c-da58fbbee87e.level-1.S0114', '01935000-7000-8000-b54c-da58fbbee87e', 'S0114', 'level_told', '【第1级】鼓楼支公司于嘉怡报告的客户不满（R261123-B3XVXT3Y）尚未化解，请立即介入，10分钟内未化解将继续上报。', '2026-11-23 01:05:00+00', 0, '2026-11-23 01:05:00+00', 1);
INSERT INTO escalation.messages VALUES (6, 'escalation.01935000-7000-8000-6a99-b4b1f77dd0fc.filed.S0114', '01935000-7000-8000-6a99-b4b1f77dd0fc', 'S0114', 'filed_for_information', '鼓楼支公司于嘉怡报告的客户不满（R261123-P7VQVM7W）已启动流程，由95518投诉组回访客户。', '2026-11-23 01:06:00+00', 0, '2026-11-23 01:06:00+00', 1);
INSERT INTO escalation.messages VALUES (7, 'escalation.01935000-7000-8000-08d1-2e6b76c84d11.filed.S0114', '01935000-7000-8000-08d1-2e6b76c84d11', 'S0114', 'filed_for_information', '鼓楼支公司于嘉怡报告的客户不满（R261123-DDVCGK8H）已启动流程，由95518投诉组回访客户。', '2026-11-23 01:06:00+00', 0, NULL, 3);
INSERT INTO escalation.parked VALUES (1, 'escalation', 'intake.01935000-7000-8000-4540-21de755d453b.1', '01935000-7000-8000-4540-21de755d453b', 'hotline.intake.report.accepted.v1', '{"topic":"hotline.intake.v1","case_id":"01935000-7000-8000-4540-21de755d453b","event_id":"intake.01935000-7000-8000-4540-21de755d453b.1","type":"hotline.intake.report.accepted.v1","source":"/intake","at":"2026-11-23T01:06:00Z","sequence":1,"trace":"00-01935000700080007f9a3c2bccf2e5e8-7f9a3c2bccf2e5e8-00","data":"{\"case_id\":\"01935000-7000-8000-4540-21de755d453b\",\"at\":\"2026-11-23T01:06:00Z\",\"by\":\"S0118\",\"number\":\"R261123-VSTNTH9V\",\"channel\":\"pc\",\"stage\":\"calming\",\"detected_at\":\"2026-11-23T01:06:00Z\",\"reporter\":{\"staff_id\":\"S0118\",\"unit_id\":\"JS-NJ-GL\",\"line\":\"CLAIMS\",\"stated_name\":null,\"stated_phone\":null,\"stated_userid\":null},\"registered_by\":null,\"app\":null,\"other_module\":false,\"late_detected\":false,\"details\":{\"revision\":0,\"ground\":null,\"cause\":null,\"line\":null,\"responsible_unit_id\":null,\"subject_staff_id\":null,\"customer\":{\"role\":null,\"name\":\"v1.8LfoliLJryqThDCejsb_ZTyicfzMun0Hok_g4tRKcO_K7g\",\"phone\":\"v1.K6-05h50rtqKvj3742rzsMBeZoYneYxPi8KB4qtfUvUnB0c9fPtv\",\"policy_no\":null,\"claim_no\":null,\"accident_no\":null,\"plate\":null,\"phone_index\":\"0566187acc146bb8878e96c58aaa76dc\",\"policy_index\":null},\"risk_flags\":[],\"text\":\"v1.4A81oqsy0RbEMaVYeQS8Hw8BPCTgQIO_aiV8vv9J3I-rISbuVN4Zmw\",\"call_id\":null,\"previous_id\":null}}"}', 'retrying', 2, '2026-11-23 01:06:00+00', 'builtins.ValueError', '2026-11-23 01:06:00+00');
INSERT INTO escalation.parked VALUES (2, 'escalation', 'intake.01935000-7000-8000-e377-9b97f4a7c150.1', '01935000-7000-8000-e377-9b97f4a7c150', 'hotline.intake.report.accepted.v1', '{"topic":"hotline.intake.v1","case_id":"01935000-7000-8000-e377-9b97f4a7c150","event_id":"intake.01935000-7000-8000-e377-9b97f4a7c150.1","type":"hotline.intake.report.accepted.v1","source":"/intake","at":"2026-11-23T01:06:00Z","sequence":1,"trace":"00-01935000700080001dd1b5e54c3d61fd-1dd1b5e54c3d61fd-00","data":"{\"case_id\":\"01935000-7000-8000-e377-9b97f4a7c150\",\"at\":\"2026-11-23T01:06:00Z\",\"by\":\"S0118\",\"number\":\"R261123-JZTAFGAG\",\"channel\":\"pc\",\"stage\":\"calming\",\"detected_at\":\"2026-11-23T01:06:00Z\",\"reporter\":{\"staff_id\":\"S0118\",\"unit_id\":\"JS-NJ-GL\",\"line\":\"CLAIMS\",\"stated_name\":null,\"stated_phone\":null,\"stated_userid\":null},\"registered_by\":null,\"app\":null,\"other_module\":false,\"late_detected\":false,\"details\":{\"revision\":0,\"ground\":null,\"cause\":null,\"line\":null,\"responsible_unit_id\":null,\"subject_staff_id\":null,\"customer\":{\"role\":null,\"name\":\"v1.o4HdAOxJcLcz0bSjLikv6-O_fUUPxb2qOvgiBvCfGV_MIA\",\"phone\":\"v1.blO63GwMbIk6yEMVDXQyaTWVcWTmYrdgQKXXjZ3I6K5rc6GIdqj4\",\"policy_no\":null,\"claim_no\":null,\"accident_no\":null,\"plate\":null,\"phone_index\":\"0566187acc146bb8878e96c58aaa76dc\",\"policy_index\":null},\"risk_flags\":[],\"text\":\"v1.Qhx4mh9qoinsmtg7XrpEtdWiBQlou9RRitAJrjnYTGsRebvSv-PoAg\",\"call_id\":null,\"previous_id\":null}}"}', 'dead', 8, '2026-11-23 01:06:00+00', 'builtins.ValueError', '2026-11-23 01:06:00+00');
INSERT INTO escalation.timers VALUES ('01935000-7000-8000-b54c-da58fbbee87e', 'step', '2026-11-23 01:15:00+00', '2', '2026-11-23 01:15:00+00', 0);
INSERT INTO escalation.timers VALUES ('01935000-7000-8000-cc62-3af8783354e7', 'step', '2026-11-23 01:11:00+00', '1', '2026-11-23 01:11:00+00', 0);
INSERT INTO intake.alembic_version VALUES ('0001');
INSERT INTO intake.answers VALUES ('f561b9f6ea10544e9de713140cf8f17034b98bbb0dd22261be8ce2d12845cb07', 'S0118:report:', '31f72bcd5713557e4f6a3ebbfb8184cae073810a62d83a7a4c6e27696a05f6a3', 201, '{"id":"01935000-7000-8000-b54c-da58fbbee87e","number":"R261123-B3XVXT3Y","stage":"calming","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:00:00+00');
INSERT INTO intake.answers VALUES ('7342f022d1553fb6cb7b1b51dccd8db794d9f51ab631093ba9af85068c1a3854', 'S0118:report:', 'a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e', 201, '{"id":"01935000-7000-8000-5384-54127b096493","number":"R261123-29XGJS4K","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:00:00+00');
INSERT INTO intake.answers VALUES ('3163f6b1ef80c8f59074ee5ff4f6f37773dac4b24234681d0f51ef94ce7a7548', 'S0118:report:', 'a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e', 201, '{"id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","number":"R261123-SFX57R58","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:00:00+00');
INSERT INTO intake.answers VALUES ('566b95712654068d26e882084a1d133d43c27f2c6654a237761aa16c2226760d', 'S0118:report:', 'a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e', 201, '{"id":"01935000-7000-8000-8ff3-4785799e5cbd","number":"R261123-GNWSWQ5X","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:00:00+00');
INSERT INTO intake.answers VALUES ('b7044d17f0c3d8080aa321f743589587627e167986101e4aec019cdb1e83131f', 'S0118:report:', 'a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e', 201, '{"id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","number":"R261123-7VWEHP6J","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:00:00+00');
INSERT INTO intake.answers VALUES ('622c15fbb6d458193fd321563ca85e09906598197403cdca33143108f0269667', 'S0118:report:', 'c848e08cb8e26d4517cc9ff394068ad98fae0f90c701e4a99f236e8e89f6d5c9', 201, '{"id":"01935000-7000-8000-cc62-3af8783354e7","number":"R261123-Z1W36N77","stage":"calming","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":["ground","customer"]}', '2026-11-23 01:06:00+00');
INSERT INTO intake.answers VALUES ('d0dd1ff29dc30c316e25b0f65c03fff8372ad0e61940dc1ef1d5ffa9b51a34b3', 'S0118:report:', 'a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e', 201, '{"id":"01935000-7000-8000-6a99-b4b1f77dd0fc","number":"R261123-P7VQVM7W","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:06:00+00');
INSERT INTO intake.answers VALUES ('4cf0008c60d8f0bac9f7cf17cb97fa77ab41e5a1379ea1373e7ea74efc478eb7', 'S0118:report:', '9b873698f5a62b26fab5fc8f3f01586f987c13970d527813929deb200505530e', 201, '{"id":"01935000-7000-8000-08d1-2e6b76c84d11","number":"R261123-DDVCGK8H","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:06:00+00');
INSERT INTO intake.answers VALUES ('906f547a1a6fd5fb0b77a859c2c67020f4e43a765ffbe48ab49e6f406fb5fac3', 'S0118:report:', '216cdaaa18dbadd5484b922370b1bc9e08bab49e0888c9f40e9e8266aee699f6', 201, '{"id":"01935000-7000-8000-a708-a824f612c926","number":"R261123-4KV15J96","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:06:00+00');
INSERT INTO intake.answers VALUES ('45339566fa14c9eee88b83a982ed3a6483197e427f4f16fc59dbf1d4fd7a1aa6', 'S0118:report:', '1b010f5866952dd77a62dd4c8c623639ee722fc5b5044559161a79bcbe40237c', 201, '{"id":"01935000-7000-8000-4540-21de755d453b","number":"R261123-VSTNTH9V","stage":"calming","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:06:00+00');
INSERT INTO intake.answers VALUES ('eb8a294f09e016600d0dc2b08a6950e950cde4a8fe18d5b583ee116b7525ed60', 'S0118:report:', '1b010f5866952dd77a62dd4c8c623639ee722fc5b5044559161a79bcbe40237c', 201, '{"id":"01935000-7000-8000-e377-9b97f4a7c150","number":"R261123-JZTAFGAG","stage":"calming","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}', '2026-11-23 01:06:00+00');
INSERT INTO intake.audit VALUES (1, '2026-11-23 01:00:00+00', 'S0118', 'report', '01935000-7000-8000-b54c-da58fbbee87e', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (2, '2026-11-23 01:00:00+00', 'S0118', 'report', '01935000-7000-8000-5384-54127b096493', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (3, '2026-11-23 01:00:00+00', 'S0118', 'report', '01935000-7000-8000-f1bb-cdcbfa53e0a8', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (4, '2026-11-23 01:00:00+00', 'S0118', 'report', '01935000-7000-8000-8ff3-4785799e5cbd', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (5, '2026-11-23 01:00:00+00', 'S0118', 'report', '01935000-7000-8000-2e2a-c13ef8e8d8d2', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (6, '2026-11-23 01:06:00+00', 'S0118', 'report', '01935000-7000-8000-cc62-3af8783354e7', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (7, '2026-11-23 01:06:00+00', 'S0118', 'report', '01935000-7000-8000-6a99-b4b1f77dd0fc', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (8, '2026-11-23 01:06:00+00', 'S0118', 'report', '01935000-7000-8000-08d1-2e6b76c84d11', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (9, '2026-11-23 01:06:00+00', 'S0118', 'report', '01935000-7000-8000-a708-a824f612c926', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (10, '2026-11-23 01:06:00+00', 'S0118', 'report', '01935000-7000-8000-4540-21de755d453b', 'done', NULL, '{}');
INSERT INTO intake.audit VALUES (11, '2026-11-23 01:06:00+00', 'S0118', 'report', '01935000-7000-8000-e377-9b97f4a7c150', 'done', NULL, '{}');
INSERT INTO intake.event_log VALUES (1, '01935000-7000-8000-b54c-da58fbbee87e', 1, 'intake.01935000-7000-8000-b54c-da58fbbee87e.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:00:00+00', 'S0118', '00-01935000700080001715609f7c746c69-1715609f7c746c69-00', '{"case_id":"01935000-7000-8000-b54c-da58fbbee87e","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-B3XVXT3Y","channel":"pc","stage":"calming","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.XDNqyJ9QumnX2hCkUNja6VzoR874UyZbmVk4hADW9_go8g","phone":"v1.dycBngU5Ws6APc2Cv8nkmN2__AfnhbDx7OMTNdJQdeR2__sefAzH","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"42cf8ab264080bbe2b2e9e836754ce65","policy_index":null},"risk_flags":[],"text":"v1.ZtwD7s66nh_H4z9x72ttwVSz6LV-n2aavSKDqQ2DuX9fM8JpkPGovrIB4l3jvYP4euQTNMJZRJJr3TLxLg","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (2, '01935000-7000-8000-5384-54127b096493', 1, 'intake.01935000-7000-8000-5384-54127b096493.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:00:00+00', 'S0118', '00-01935000700080001a738b426458e733-1a738b426458e733-00', '{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-29XGJS4K","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.FPyJ0pQGqHair6BWAhQrw-RBaVjv9oC2Vb2eAI4Wtn91QA","phone":"v1.QrBXxOScVAjnL8rogkgLwEAWlbZugoQukZLBAVSvjCK4USY71NSY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.V25MMy6SkFhPHcrm6fEeAGbEtuE9Vn7AeDxAzaCSF8ZtokdDwi8Kag","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (3, '01935000-7000-8000-f1bb-cdcbfa53e0a8', 1, 'intake.01935000-7000-8000-f1bb-cdcbfa53e0a8.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000aa66d2c7ddf743f0-aa66d2c7ddf743f0-00', '{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-SFX57R58","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.VNxxsiv2_f_ejA7utn7o-diluMJ_bywVAEyNIEQdmb4Qlw","phone":"v1.L-NtVup0s63gpWHJPVmne74XVhZi2jrASV1FICDFHtLbga4WCTnv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.diwFn18NuehijvXVjUYcEo0pGc3m4YOEZYdFcUwAWkDDIQxz2Aa2Xg","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (4, '01935000-7000-8000-8ff3-4785799e5cbd', 1, 'intake.01935000-7000-8000-8ff3-4785799e5cbd.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000fdeb26da5900a883-fdeb26da5900a883-00', '{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-GNWSWQ5X","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.D7lCe9Hw4EhNrUe64diylyuRhVzRclBPUGUY1og08CXM1A","phone":"v1.jiSi2g4xXJ12acZiPFetr4fhrIiBlazz9ZX5UsvyT60cZm9SkWlj","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8dzrkt7ihVsR94E7ShbIkeX_TPK2RzQ8MXSsLq8OlOGxPaCPIZEaPQ","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (5, '01935000-7000-8000-2e2a-c13ef8e8d8d2', 1, 'intake.01935000-7000-8000-2e2a-c13ef8e8d8d2.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:00:00+00', 'S0118', '00-0193500070008000516f7aecd40a0d16-516f7aecd40a0d16-00', '{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-7VWEHP6J","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.tw3M492qA8xXkfabWB3GCgDZ--4gkAbYBDAg-O0kd2kqGw","phone":"v1.29g83J05wU2rDfuXTaF_A8ZgQmbqyvmUbvnskQmHpBb318RJXwjY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.MU90VcFgDjaY_Oh_MUhtdK47RTW71M07kv_V9YrcJwAXYhqrHrVr7Q","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (6, '01935000-7000-8000-cc62-3af8783354e7', 1, 'intake.01935000-7000-8000-cc62-3af8783354e7.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:06:00+00', 'S0118', '00-01935000700080002c15e81951e98155-2c15e81951e98155-00', '{"case_id":"01935000-7000-8000-cc62-3af8783354e7","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-Z1W36N77","channel":"pc","stage":"calming","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":null,"phone":null,"policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":null,"policy_index":null},"risk_flags":[],"text":null,"call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (7, '01935000-7000-8000-6a99-b4b1f77dd0fc', 1, 'intake.01935000-7000-8000-6a99-b4b1f77dd0fc.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:06:00+00', 'S0118', '00-01935000700080006884db8c507e797f-6884db8c507e797f-00', '{"case_id":"01935000-7000-8000-6a99-b4b1f77dd0fc","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-P7VQVM7W","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.82bFCAYja0KjCBjQKkBj9nQpCcoxuTiLnAZ_vhAel1QiJQ","phone":"v1.pNrpPUTWcHa0-gvB9kXK4gcqn-ETR6IucdQCZXjrFdfH5cdYFrCK","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.HOTOLL456NHP8n0p7oS2-W8a7IRkStMeNcZAegVnRl3R_U_Du5DpNQ","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (8, '01935000-7000-8000-08d1-2e6b76c84d11', 1, 'intake.01935000-7000-8000-08d1-2e6b76c84d11.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:06:00+00', 'S0118', '00-0193500070008000a4f3ceff4f1371a9-a4f3ceff4f1371a9-00', '{"case_id":"01935000-7000-8000-08d1-2e6b76c84d11","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-DDVCGK8H","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.msHVZ_P6Fw2ldHQoK8bBCqKS_k8wkujbWOIe7st1QC-79A","phone":"v1.7XY0X1A3SNhyeRfpyFdmrkGiy6ezXKgFlVYsHA8-Xtbgz0eU4Sb_","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1._eiGMupTw41AeW0gNSZUKTaPhieFKNBHzkJW59MLpq8FmUCrSu0saw","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (9, '01935000-7000-8000-a708-a824f612c926', 1, 'intake.01935000-7000-8000-a708-a824f612c926.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:06:00+00', 'S0118', '00-0193500070008000e162c2724da869d3-e162c2724da869d3-00', '{"case_id":"01935000-7000-8000-a708-a824f612c926","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-4KV15J96","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.k3t9VkGlUU9Na3iKCn9_elZD8gzN1zp1zbU-rprAP6TSFQ","phone":"v1.Mb3wX6dwmmFTuFW7icHy0SM_DlgbTtChL4Ibz6kYAU2_PjRhNEfd","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"98fe1607b5735699898fef29496e7e24","policy_index":null},"risk_flags":[],"text":"v1.ntYn9GXYqlAqU1B12o_NTIzj_YVDkWA5s3FoxMr6SKDmKDjexv0trg","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (10, '01935000-7000-8000-4540-21de755d453b', 1, 'intake.01935000-7000-8000-4540-21de755d453b.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:06:00+00', 'S0118', '00-01935000700080007f9a3c2bccf2e5e8-7f9a3c2bccf2e5e8-00', '{"case_id":"01935000-7000-8000-4540-21de755d453b","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-VSTNTH9V","channel":"pc","stage":"calming","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.8LfoliLJryqThDCejsb_ZTyicfzMun0Hok_g4tRKcO_K7g","phone":"v1.K6-05h50rtqKvj3742rzsMBeZoYneYxPi8KB4qtfUvUnB0c9fPtv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"0566187acc146bb8878e96c58aaa76dc","policy_index":null},"risk_flags":[],"text":"v1.4A81oqsy0RbEMaVYeQS8Hw8BPCTgQIO_aiV8vv9J3I-rISbuVN4Zmw","call_id":null,"previous_id":null}}');
INSERT INTO intake.event_log VALUES (11, '01935000-7000-8000-e377-9b97f4a7c150', 1, 'intake.01935000-7000-8000-e377-9b97f4a7c150.1', 'hotline.intake.report.accepted.v1', '2026-11-23 01:06:00+00', 'S0118', '00-01935000700080001dd1b5e54c3d61fd-1dd1b5e54c3d61fd-00', '{"case_id":"01935000-7000-8000-e377-9b97f4a7c150","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-JZTAFGAG","channel":"pc","stage":"calming","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.o4HdAOxJcLcz0bSjLikv6-O_fUUPxb2qOvgiBvCfGV_MIA","phone":"v1.blO63GwMbIk6yEMVDXQyaTWVcWTmYrdgQKXXjZ3I6K5rc6GIdqj4","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"0566187acc146bb8878e96c58aaa76dc","policy_index":null},"risk_flags":[],"text":"v1.Qhx4mh9qoinsmtg7XrpEtdWiBQlou9RRitAJrjnYTGsRebvSv-PoAg","call_id":null,"previous_id":null}}');
INSERT INTO intake.outbox VALUES (9, '01935000-7000-8000-a708-a824f612c926', 1, '2026-11-23 01:06:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-b54c-da58fbbee87e', 1, 1, '{"id":"01935000-7000-8000-b54c-da58fbbee87e","number":"R261123-B3XVXT3Y","state":"accepted","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.XDNqyJ9QumnX2hCkUNja6VzoR874UyZbmVk4hADW9_go8g","phone":"v1.dycBngU5Ws6APc2Cv8nkmN2__AfnhbDx7OMTNdJQdeR2__sefAzH","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"42cf8ab264080bbe2b2e9e836754ce65","policy_index":null},"risk_flags":[],"text":"v1.ZtwD7s66nh_H4z9x72ttwVSz6LV-n2aavSKDqQ2DuX9fM8JpkPGovrIB4l3jvYP4euQTNMJZRJJr3TLxLg","call_id":null,"previous_id":null}}', 'accepted', 'R261123-B3XVXT3Y', 'pc', 'S0118', '2026-11-23 01:00:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-5384-54127b096493', 1, 1, '{"id":"01935000-7000-8000-5384-54127b096493","number":"R261123-29XGJS4K","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.FPyJ0pQGqHair6BWAhQrw-RBaVjv9oC2Vb2eAI4Wtn91QA","phone":"v1.QrBXxOScVAjnL8rogkgLwEAWlbZugoQukZLBAVSvjCK4USY71NSY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.V25MMy6SkFhPHcrm6fEeAGbEtuE9Vn7AeDxAzaCSF8ZtokdDwi8Kag","call_id":null,"previous_id":null}}', 'accepted', 'R261123-29XGJS4K', 'pc', 'S0118', '2026-11-23 01:00:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-f1bb-cdcbfa53e0a8', 1, 1, '{"id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","number":"R261123-SFX57R58","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.VNxxsiv2_f_ejA7utn7o-diluMJ_bywVAEyNIEQdmb4Qlw","phone":"v1.L-NtVup0s63gpWHJPVmne74XVhZi2jrASV1FICDFHtLbga4WCTnv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.diwFn18NuehijvXVjUYcEo0pGc3m4YOEZYdFcUwAWkDDIQxz2Aa2Xg","call_id":null,"previous_id":null}}', 'accepted', 'R261123-SFX57R58', 'pc', 'S0118', '2026-11-23 01:00:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-8ff3-4785799e5cbd', 1, 1, '{"id":"01935000-7000-8000-8ff3-4785799e5cbd","number":"R261123-GNWSWQ5X","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.D7lCe9Hw4EhNrUe64diylyuRhVzRclBPUGUY1og08CXM1A","phone":"v1.jiSi2g4xXJ12acZiPFetr4fhrIiBlazz9ZX5UsvyT60cZm9SkWlj","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8dzrkt7ihVsR94E7ShbIkeX_TPK2RzQ8MXSsLq8OlOGxPaCPIZEaPQ","call_id":null,"previous_id":null}}', 'accepted', 'R261123-GNWSWQ5X', 'pc', 'S0118', '2026-11-23 01:00:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-2e2a-c13ef8e8d8d2', 1, 1, '{"id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","number":"R261123-7VWEHP6J","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.tw3M492qA8xXkfabWB3GCgDZ--4gkAbYBDAg-O0kd2kqGw","phone":"v1.29g83J05wU2rDfuXTaF_A8ZgQmbqyvmUbvnskQmHpBb318RJXwjY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.MU90VcFgDjaY_Oh_MUhtdK47RTW71M07kv_V9YrcJwAXYhqrHrVr7Q","call_id":null,"previous_id":null}}', 'accepted', 'R261123-7VWEHP6J', 'pc', 'S0118', '2026-11-23 01:00:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-cc62-3af8783354e7', 1, 1, '{"id":"01935000-7000-8000-cc62-3af8783354e7","number":"R261123-Z1W36N77","state":"accepted","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":null,"phone":null,"policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":null,"policy_index":null},"risk_flags":[],"text":null,"call_id":null,"previous_id":null}}', 'accepted', 'R261123-Z1W36N77', 'pc', 'S0118', '2026-11-23 01:06:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-6a99-b4b1f77dd0fc', 1, 1, '{"id":"01935000-7000-8000-6a99-b4b1f77dd0fc","number":"R261123-P7VQVM7W","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.82bFCAYja0KjCBjQKkBj9nQpCcoxuTiLnAZ_vhAel1QiJQ","phone":"v1.pNrpPUTWcHa0-gvB9kXK4gcqn-ETR6IucdQCZXjrFdfH5cdYFrCK","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.HOTOLL456NHP8n0p7oS2-W8a7IRkStMeNcZAegVnRl3R_U_Du5DpNQ","call_id":null,"previous_id":null}}', 'accepted', 'R261123-P7VQVM7W', 'pc', 'S0118', '2026-11-23 01:06:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-08d1-2e6b76c84d11', 1, 1, '{"id":"01935000-7000-8000-08d1-2e6b76c84d11","number":"R261123-DDVCGK8H","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.msHVZ_P6Fw2ldHQoK8bBCqKS_k8wkujbWOIe7st1QC-79A","phone":"v1.7XY0X1A3SNhyeRfpyFdmrkGiy6ezXKgFlVYsHA8-Xtbgz0eU4Sb_","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1._eiGMupTw41AeW0gNSZUKTaPhieFKNBHzkJW59MLpq8FmUCrSu0saw","call_id":null,"previous_id":null}}', 'accepted', 'R261123-DDVCGK8H', 'pc', 'S0118', '2026-11-23 01:06:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-a708-a824f612c926', 1, 1, '{"id":"01935000-7000-8000-a708-a824f612c926","number":"R261123-4KV15J96","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.k3t9VkGlUU9Na3iKCn9_elZD8gzN1zp1zbU-rprAP6TSFQ","phone":"v1.Mb3wX6dwmmFTuFW7icHy0SM_DlgbTtChL4Ibz6kYAU2_PjRhNEfd","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"98fe1607b5735699898fef29496e7e24","policy_index":null},"risk_flags":[],"text":"v1.ntYn9GXYqlAqU1B12o_NTIzj_YVDkWA5s3FoxMr6SKDmKDjexv0trg","call_id":null,"previous_id":null}}', 'accepted', 'R261123-4KV15J96', 'pc', 'S0118', '2026-11-23 01:06:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-4540-21de755d453b', 1, 1, '{"id":"01935000-7000-8000-4540-21de755d453b","number":"R261123-VSTNTH9V","state":"accepted","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.8LfoliLJryqThDCejsb_ZTyicfzMun0Hok_g4tRKcO_K7g","phone":"v1.K6-05h50rtqKvj3742rzsMBeZoYneYxPi8KB4qtfUvUnB0c9fPtv","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"0566187acc146bb8878e96c58aaa76dc","policy_index":null},"risk_flags":[],"text":"v1.4A81oqsy0RbEMaVYeQS8Hw8BPCTgQIO_aiV8vv9J3I-rISbuVN4Zmw","call_id":null,"previous_id":null}}', 'accepted', 'R261123-VSTNTH9V', 'pc', 'S0118', '2026-11-23 01:06:00+00');
INSERT INTO intake.reports VALUES ('01935000-7000-8000-e377-9b97f4a7c150', 1, 1, '{"id":"01935000-7000-8000-e377-9b97f4a7c150","number":"R261123-JZTAFGAG","state":"accepted","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.o4HdAOxJcLcz0bSjLikv6-O_fUUPxb2qOvgiBvCfGV_MIA","phone":"v1.blO63GwMbIk6yEMVDXQyaTWVcWTmYrdgQKXXjZ3I6K5rc6GIdqj4","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"0566187acc146bb8878e96c58aaa76dc","policy_index":null},"risk_flags":[],"text":"v1.Qhx4mh9qoinsmtg7XrpEtdWiBQlou9RRitAJrjnYTGsRebvSv-PoAg","call_id":null,"previous_id":null}}', 'accepted', 'R261123-JZTAFGAG', 'pc', 'S0118', '2026-11-23 01:06:00+00');
INSERT INTO platform.alembic_version VALUES ('0001');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-b54c-da58fbbee87e', '\x01f9d982e6755bafb903b27342a6b820125afc4b02d72b02f277bf978277d35b2cc6e0559e574643a7cbc7d3b4ca908c4c8e1a600f8fdf12d4d4a53e', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-5384-54127b096493', '\x2d125e3045aa61a78f2e0ccefa56ab06fca5221e3abdfbde1411b1c65185fdde68b6948249e755400f111435496b2b42af119c30cac73fcbc3b2371a', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-f1bb-cdcbfa53e0a8', '\x68666891834505e546bdd709799cd2fd0de89213e4210668ad8dca9b80d48d64e2a1f9bf01e5cd37a46b0322e99f2a4b816cc97fc36115d5fa16751c', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-8ff3-4785799e5cbd', '\xb125fc67e7cd4905aba8e892807a84882a3cda56baf4abfc5b84e7ee3a998519d6227a3c1b3b4458fd4016a8907e571316df5b8def13fe0705d17e7d', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-2e2a-c13ef8e8d8d2', '\x92326c927b0cb940037aeef5f9a88b8c49f12582079de51ee17945044b72b04d7999c7739ae9b0360a9945e64cc43d3d0350bd7eaf5e5c1c50cf6c94', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-cc62-3af8783354e7', '\x0bae875b38f350a41b80104053d37ff57897e8b793558ea2698e90b29f04f5f66e2acba78f83c930020dd026f74859e47c720ff29a2523bfe150c590', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-6a99-b4b1f77dd0fc', '\x85a3979b04f3f6209d04e35b3136dfb878531b3153b977e5392d4ceba3fa96bf55ec97c55aa3c0d5fc4717deb10294a6ac7dfba71b7f939462f79cb3', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-08d1-2e6b76c84d11', '\x15c62a748f9cef416ed24a852c9846bc396e7f0cacc3f19c2c20bbe1303fff12fc35bb7f5d0103c697a04300d3884c877d240d4e44e9ef2705c7bdf1', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-a708-a824f612c926', '\x79dba6636991988a68118d7eb18604fd71f3f85aac6ef18b5f5eadcce605332e203ce126c4e84bbaa81244002729b458a8cf2a5cb91334ab0ca38881', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-4540-21de755d453b', '\x89f9f928770a361a4d10294c7ecc100f6c38fc774798b996af39966533bab6cdb0c4b343a9cd75d0fad8ae164ed9147809e9911e46e6df7bf9032eaa', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-e377-9b97f4a7c150', '\x052487383f26629c5cf91a0eeef4cfe4c4e4f9db297fab2fc379d5abb81ad681c3401b8949879d37e966fb22d69a51efd601b70985b0cc6f6efe5f9b', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-81af-155173f23d65', '\xe5442d5221b126180727420721bfe68b027c369812562b43e38e18a3320ff6118a314df3dbcb058cc366dcef602ca3df66919c97491794017429c7a2', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-1fe6-8f0af33cb97a', '\xde7be54c6fc3a8ef540596d884b0c1976bf8b783b0c8f7c129ad824b58578c2fae00597a9e229a17e40b56ff1d28279e151f3b3ba08d8e410d33cd5c', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-be1e-08c47287358f', '\x9b5dc2da55a3f88bf2f289eb1279cf5099fb4158b2fb74f0938002d6a37f89d6ca05262292a91d35cd1f9a82b91b0657f1fed049b643f74df04536eb', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-5c55-827df1d1b1a4', '\x7992bfbfe2f2f257975ccadf8dd7d75130c7d608e9065bb24015d1bf5cda235de54a548aa3e132fad6d5b3d23db45c049938cd244d4da96fe85b897e', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-fa8c-fc37711c2db9', '\x5310a07d1839c764f12c852adc1d9a18c92e5eb1cfd419eba7c508d8dd7b5891be0f3205297f0f85d98143eada18d8218a5218dc52b1bca12befd9e8', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-98c4-75f0f066a9ce', '\x145427af7e08166acd97f7c95899b099f949ed9ee7e972adfa81591526403002d0e73d26f38b7932608a9b52811e22e5cf7a414a992dbd34ee34f2d0', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-36fb-efaa6fb125e3', '\x1a0b5005cfd1b52bb95b9a3297704aeb800fa8e786a87e3004632e3c11637087e2eacf0ef45add765cf050c293d05c2fc4ed369b9d14b00f2776d29d', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-d533-6963eefba1f8', '\xda41d9ec68d8a1d1ee574019965edc83f59b5819db9f68bd48bbeb3d9e4ef7ef43047b40f6a4dcda16d5d16fa518ead2f0a1c9a2e2c99aa43d06791e', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-736a-e31d6e461e0d', '\x61bdb6e8a2dfd33106db25bce96cc5c630b862651d590fb191cf885c5aa12022086570e050b8137a731d86929825f20bcaab5657bf8e1d4bc13848bf', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-11a2-5cd6ed909a22', '\x814ca89d1681c913a157d94dd5c17b9983294472ec51b109cb5bb8ff13875b0c4d41f16c8adcf0c1b65e7f92b171c3276d725794b8cd0ce57cb07f06', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-afd9-d6906cdb1637', '\x3914e75f6946c707ba6ee21bf35c81256aa50b0cc32316892968acc0fd9f23a783ce847cc43d387e9a4012234e08d68f355f1aa5d9967e4780d715e4', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-4e11-5049ec25924c', '\x8cb5e184c543be5e076697ae4968056f91174ebd2cc6aa41d0f3e95b27c66b221f36736b7df7c4ece32e44841805f7b06e81414b775cc038fe15b8fb', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-ec48-ca036b700e61', '\x62852fdb602f23fbf6f4da9075042d4fe69962181d79e6b202b92fd2b2e50d15d839c31b8bc3fb37e3b5588a1f91aa879f22f04bd474b8d4cd315b58', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-8a80-43bceaba8a76', '\x29fc8c40792d68be6e3e4611ca090b753ec2fca53c96e197940341b99456731b38cc1f1857bb2fb8b2c401f8e54fb20fdd89f2fd1b437c41d9106449', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-28b7-bd766a05068b', '\xd4ee27d46dd3dc1c92f4585e76c167f06068ecc110ff0fb3895e058b46c843dd571783ab0fb75f58b47b13d99b707aa4647551383365f780914f1646', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-c6ef-372fe94f82a0', '\x7c034a37054493c8f6b9ac8e1904f4a39be77ab13b4dbcf0cb2177645967edead1a47d85e2ed2d6e65ba9de0a85ed6698859be751cb36103e20e1aaf', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-6526-b0e96899feb5', '\xaecf94f7caa09467384f667961d8df9e6792d2ecba05117dd88a560ae79d5c09356f022e702847ee813fb5ddbd1c8ac768a3d3435c0872fb00ca82f8', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-035e-2aa2e7e47aca', '\xd34d6fa769e789b4cb5a88234bfd092d776d30d980d219f09a4ea1c15c6c17a813b2eab4880fff6a3b0e8f3da5f5c99fe509576213541e15e49b7e6a', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-a195-a45c672ef6df', '\x1d3a859cfa6fe4a1ab382ec7ea4c218af6d433760f58b954e9192dda0c25c32416787fc831de76b96392705b9fb080ef4603cebb1063b23e8d94165b', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-3fcd-1e15e67972f4', '\x5e79127f8633709e549886f90a10d90d5c5241c36a5c3160684accae5dbf035dc7e04f75927a7d7570bb0e35c75f27fc3d65c7985d33ea755e69f6a7', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.case_keys VALUES ('01935000-7000-8000-de04-97cf65c3ef09', '\xc6d5bf659a7b9598f7ba6a1d7f9edb4549625a272c16588bacdc079cbc931cf95e655cc9cbc2a80fef8672a82c5d54cb2a2b23254a2eeab545e174cf', 'k-acc370d9', '2026-11-23 01:00:00+00');
INSERT INTO platform.directory_version VALUES (1, 1, '2026-11-23 01:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('ZGS', 'S0002', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-95518', 'S0015', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-95518', 'S0018', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS', 'S0012', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-NJ', 'S0085', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-NJ-GL', 'S0115', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-SZ', 'S0144', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-SZ-KS', 'S0174', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-WX', 'S0203', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-WX-JY', 'S0233', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-CZ', 'S0262', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-CZ-LY', 'S0292', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-NT', 'S0320', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-NT-RG', 'S0351', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.duty_shifts VALUES ('JS-XZ-PZ', 'S0410', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.leave VALUES ('S0132', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.leave VALUES ('S0241', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.leave VALUES ('S0242', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.leave VALUES ('S0320', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.leave VALUES ('S0040', '2019-12-31 16:00:00+00', '2099-12-31 16:00:00+00');
INSERT INTO platform.line_executives VALUES ('ZGS', 'CLAIMS', 'S0002');
INSERT INTO platform.line_executives VALUES ('ZGS', 'UNDERWRITING', 'S0002');
INSERT INTO platform.line_executives VALUES ('ZGS', 'POLICY_ISSUANCE', 'S0002');
INSERT INTO platform.line_executives VALUES ('ZGS', 'SALES', 'S0003');
INSERT INTO platform.line_executives VALUES ('ZGS', 'TELE_ONLINE_SALES', 'S0003');
INSERT INTO platform.line_executives VALUES ('ZGS', 'HOTLINE_95518', 'S0003');
INSERT INTO platform.line_executives VALUES ('JS', 'CLAIMS', 'S0011');
INSERT INTO platform.line_executives VALUES ('JS', 'UNDERWRITING', 'S0012');
INSERT INTO platform.line_executives VALUES ('JS', 'POLICY_ISSUANCE', 'S0012');
INSERT INTO platform.line_executives VALUES ('JS', 'SALES', 'S0012');
INSERT INTO platform.line_executives VALUES ('JS', 'TELE_ONLINE_SALES', 'S0013');
INSERT INTO platform.line_executives VALUES ('JS', 'HOTLINE_95518', 'S0013');
INSERT INTO platform.line_executives VALUES ('JS-NJ', 'CLAIMS', 'S0083');
INSERT INTO platform.line_executives VALUES ('JS-NJ', 'UNDERWRITING', 'S0083');
INSERT INTO platform.line_executives VALUES ('JS-NJ', 'POLICY_ISSUANCE', 'S0083');
INSERT INTO platform.line_executives VALUES ('JS-NJ', 'SALES', 'S0084');
INSERT INTO platform.line_executives VALUES ('JS-NJ', 'TELE_ONLINE_SALES', 'S0084');
INSERT INTO platform.line_executives VALUES ('JS-NJ', 'HOTLINE_95518', 'S0084');
INSERT INTO platform.line_executives VALUES ('JS-SZ', 'CLAIMS', 'S0142');
INSERT INTO platform.line_executives VALUES ('JS-SZ', 'UNDERWRITING', 'S0142');
INSERT INTO platform.line_executives VALUES ('JS-SZ', 'POLICY_ISSUANCE', 'S0142');
INSERT INTO platform.line_executives VALUES ('JS-SZ', 'SALES', 'S0143');
INSERT INTO platform.line_executives VALUES ('JS-SZ', 'TELE_ONLINE_SALES', 'S0143');
INSERT INTO platform.line_executives VALUES ('JS-SZ', 'HOTLINE_95518', 'S0143');
INSERT INTO platform.line_executives VALUES ('JS-WX', 'CLAIMS', 'S0201');
INSERT INTO platform.line_executives VALUES ('JS-WX', 'UNDERWRITING', 'S0201');
INSERT INTO platform.line_executives VALUES ('JS-WX', 'POLICY_ISSUANCE', 'S0201');
INSERT INTO platform.line_executives VALUES ('JS-WX', 'SALES', 'S0202');
INSERT INTO platform.line_executives VALUES ('JS-WX', 'TELE_ONLINE_SALES', 'S0202');
INSERT INTO platform.line_executives VALUES ('JS-WX', 'HOTLINE_95518', 'S0202');
INSERT INTO platform.line_executives VALUES ('JS-CZ', 'CLAIMS', 'S0260');
INSERT INTO platform.line_executives VALUES ('JS-CZ', 'UNDERWRITING', 'S0260');
INSERT INTO platform.line_executives VALUES ('JS-CZ', 'POLICY_ISSUANCE', 'S0260');
INSERT INTO platform.line_executives VALUES ('JS-CZ', 'SALES', 'S0261');
INSERT INTO platform.line_executives VALUES ('JS-CZ', 'TELE_ONLINE_SALES', 'S0261');
INSERT INTO platform.line_executives VALUES ('JS-CZ', 'HOTLINE_95518', 'S0261');
INSERT INTO platform.line_executives VALUES ('JS-NT', 'CLAIMS', 'S0319');
INSERT INTO platform.line_executives VALUES ('JS-NT', 'UNDERWRITING', 'S0319');
INSERT INTO platform.line_executives VALUES ('JS-NT', 'POLICY_ISSUANCE', 'S0319');
INSERT INTO platform.line_executives VALUES ('JS-NT', 'SALES', 'S0320');
INSERT INTO platform.line_executives VALUES ('JS-NT', 'TELE_ONLINE_SALES', 'S0320');
INSERT INTO platform.line_executives VALUES ('JS-NT', 'HOTLINE_95518', 'S0320');
INSERT INTO platform.line_executives VALUES ('JS-XZ', 'CLAIMS', 'S0378');
INSERT INTO platform.line_executives VALUES ('JS-XZ', 'UNDERWRITING', 'S0378');
INSERT INTO platform.line_executives VALUES ('JS-XZ', 'POLICY_ISSUANCE', 'S0378');
INSERT INTO platform.line_executives VALUES ('JS-XZ', 'SALES', 'S0379');
INSERT INTO platform.line_executives VALUES ('JS-XZ', 'HOTLINE_95518', 'S0379');
INSERT INTO platform.staff VALUES ('S0001', '余平', 'ZGS', NULL, 'leader', NULL, NULL, true, 'YuPing');
INSERT INTO platform.staff VALUES ('S0002', '袁立新', 'ZGS', NULL, 'leader line_executive', NULL, NULL, true, 'YuanLixin');
INSERT INTO platform.staff VALUES ('S0003', '徐艳', 'ZGS', NULL, 'leader line_executive', NULL, NULL, true, 'XuYan');
INSERT INTO platform.staff VALUES ('S0004', '万少华', 'ZGS-KF', NULL, 'customer_service leader', 'S0003', NULL, true, 'WanShaohua');
INSERT INTO platform.staff VALUES ('S0005', '徐娟', 'ZGS-KF', NULL, 'customer_service', NULL, NULL, true, 'XuJuan');
INSERT INTO platform.staff VALUES ('S0006', '程俊杰', 'ZGS-XX', NULL, 'administrator leader', NULL, NULL, true, 'ChengJunjie');
INSERT INTO platform.staff VALUES ('S0007', '黄瑶', 'ZGS-XX', NULL, 'administrator', NULL, NULL, true, 'HuangYao');
INSERT INTO platform.staff VALUES ('S0008', '于晨', 'ZGS-SJ', NULL, 'auditor leader', NULL, NULL, true, 'YuChen');
INSERT INTO platform.staff VALUES ('S0009', '薛涛', 'ZGS-SJ', NULL, 'auditor', NULL, NULL, true, 'XueTao');
INSERT INTO platform.staff VALUES ('S0010', '罗平', 'JS', NULL, 'leader unit_head', NULL, NULL, true, 'LuoPing');
INSERT INTO platform.staff VALUES ('S0011', '傅芳', 'JS', NULL, 'leader line_executive', NULL, NULL, true, 'FuFang');
INSERT INTO platform.staff VALUES ('S0012', '孙振华', 'JS', NULL, 'leader line_executive', NULL, 'S0013', true, 'SunZhenhua');
INSERT INTO platform.staff VALUES ('S0013', '钟晓', 'JS', NULL, 'leader line_executive', NULL, 'S0012', true, 'ZhongXiao');
INSERT INTO platform.staff VALUES ('S0014', '姜瑶', 'JS-95518', 'HOTLINE_95518', 'centre_head leader unit_head', 'S0013', NULL, true, 'JiangYao');
INSERT INTO platform.staff VALUES ('S0015', '钟兰英', 'JS-95518', 'HOTLINE_95518', 'leader', NULL, NULL, true, 'ZhongLanying');
INSERT INTO platform.staff VALUES ('S0016', '朱金凤', 'JS-95518', 'HOTLINE_95518', 'unit_handler', NULL, NULL, true, 'ZhuJinfeng');
INSERT INTO platform.staff VALUES ('S0017', '孔霞', 'JS-95518-TS', 'HOTLINE_95518', 'group_supervisor leader', NULL, NULL, true, 'KongXia');
INSERT INTO platform.staff VALUES ('S0018', '周国栋', 'JS-95518-TS', 'HOTLINE_95518', 'group_supervisor', NULL, NULL, true, 'ZhouGuodong');
INSERT INTO platform.staff VALUES ('S0019', '赵静', 'JS-95518-TS', 'HOTLINE_95518', 'complaint_group', NULL, NULL, true, 'ZhaoJing');
INSERT INTO platform.staff VALUES ('S0020', '戴嘉怡', 'JS-95518-TS', 'HOTLINE_95518', 'complaint_group', NULL, NULL, true, 'DaiJiayi');
INSERT INTO platform.staff VALUES ('S0021', '谢明', 'JS-95518-TS', 'HOTLINE_95518', 'complaint_group', NULL, NULL, true, 'XieMing');
INSERT INTO platform.staff VALUES ('S0022', '孙兰英', 'JS-95518-TS', 'HOTLINE_95518', 'complaint_group', NULL, NULL, true, 'SunLanying');
INSERT INTO platform.staff VALUES ('S0023', '董家豪', 'JS-95518-TS', 'HOTLINE_95518', 'complaint_group', NULL, NULL, true, 'DongJiahao');
INSERT INTO platform.staff VALUES ('S0024', '许宁', 'JS-95518-TS', 'HOTLINE_95518', 'complaint_group', NULL, NULL, true, 'XuNing');
INSERT INTO platform.staff VALUES ('S0025', '谭慧敏', 'JS-95518-TS', 'HOTLINE_95518', 'complaint_group', NULL, NULL, true, 'TanHuimin');
INSERT INTO platform.staff VALUES ('S0026', '白秋月', 'JS-95518-TS', 'HOTLINE_95518', 'complaint_group', NULL, NULL, true, 'BaiQiuyue');
INSERT INTO platform.staff VALUES ('S0027', '魏永红', 'JS-95518-ZX', 'HOTLINE_95518', 'leader reporter', NULL, NULL, true, 'WeiYonghong');
INSERT INTO platform.staff VALUES ('S0028', '邱新宇', 'JS-95518-ZX', 'HOTLINE_95518', 'agent leader', NULL, NULL, true, 'QiuXinyu');
INSERT INTO platform.staff VALUES ('S0029', '赵文斌', 'JS-95518-ZX', 'HOTLINE_95518', 'agent', NULL, NULL, true, 'ZhaoWenbin');
INSERT INTO platform.staff VALUES ('S0030', '黎欣怡', 'JS-95518-ZX', 'HOTLINE_95518', 'agent', NULL, NULL, true, 'LiXinyi');
INSERT INTO platform.staff VALUES ('S0031', '石刚', 'JS-95518-ZX', 'HOTLINE_95518', 'agent', NULL, NULL, true, 'ShiGang');
INSERT INTO platform.staff VALUES ('S0032', '郭慧敏', 'JS-95518-ZX', 'HOTLINE_95518', 'agent', NULL, NULL, true, 'GuoHuimin');
INSERT INTO platform.staff VALUES ('S0033', '孙莉', 'JS-95518-ZX', 'HOTLINE_95518', 'agent', NULL, NULL, true, 'SunLi');
INSERT INTO platform.staff VALUES ('S0034', '赖梓轩', 'JS-95518-ZX', 'HOTLINE_95518', 'agent', NULL, NULL, true, 'LaiZixuan');
INSERT INTO platform.staff VALUES ('S0035', '龚文静', 'JS-95518-ZX', 'HOTLINE_95518', 'agent reporter', NULL, NULL, true, 'GongWenjing');
INSERT INTO platform.staff VALUES ('S0036', '孔家豪', 'JS-95518-ZX', 'HOTLINE_95518', 'agent reporter', NULL, NULL, true, 'KongJiahao');
INSERT INTO platform.staff VALUES ('S0037', '任慧敏', 'JS-95518-ZX', 'HOTLINE_95518', 'agent reporter', NULL, NULL, true, 'RenHuimin');
INSERT INTO platform.staff VALUES ('S0038', '邓志强', 'JS-95518-ZX', 'HOTLINE_95518', 'agent reporter', NULL, NULL, true, 'DengZhiqiang');
INSERT INTO platform.staff VALUES ('S0039', '吴刚', 'JS-95518-ZX', 'HOTLINE_95518', 'agent reporter', NULL, NULL, true, 'WuGang');
INSERT INTO platform.staff VALUES ('S0040', '蔡梓轩', 'JS-95518-ZX', 'HOTLINE_95518', 'agent reporter', NULL, NULL, true, 'CaiZixuan');
INSERT INTO platform.staff VALUES ('S0041', '邵敏', 'JS-KF', NULL, 'customer_service leader', 'S0013', NULL, true, 'ShaoMin');
INSERT INTO platform.staff VALUES ('S0042', '赵晨', 'JS-KF', NULL, 'customer_service', NULL, NULL, true, 'ZhaoChen');
INSERT INTO platform.staff VALUES ('S0043', '侯长江', 'JS-KF', NULL, 'customer_service', NULL, NULL, true, 'HouChangjiang');
INSERT INTO platform.staff VALUES ('S0044', '张鹏飞', 'JS-KF', NULL, 'customer_service', NULL, NULL, true, 'ZhangPengfei');
INSERT INTO platform.staff VALUES ('S0045', '赖诗涵', 'JS-LP', 'CLAIMS', 'leader unit_head', 'S0011', NULL, true, 'LaiShihan');
INSERT INTO platform.staff VALUES ('S0046', '石国栋', 'JS-LP', 'CLAIMS', 'leader reporter', NULL, NULL, true, 'ShiGuodong');
INSERT INTO platform.staff VALUES ('S0047', '徐岚', 'JS-LP', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'XuLan');
INSERT INTO platform.staff VALUES ('S0048', '冯佳琪', 'JS-LP', 'CLAIMS', 'reporter unit_handler', NULL, NULL, true, 'FengJiaqi');
INSERT INTO platform.staff VALUES ('S0049', '傅天宇', 'JS-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'FuTianyu');
INSERT INTO platform.staff VALUES ('S0050', '赵鹏飞', 'JS-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZhaoPengfei');
INSERT INTO platform.staff VALUES ('S0051', '熊志强', 'JS-CB', 'UNDERWRITING', 'leader unit_head', 'S0012', NULL, true, 'XiongZhiqiang');
INSERT INTO platform.staff VALUES ('S0052', '姚振华', 'JS-CB', 'UNDERWRITING', 'leader reporter', NULL, NULL, true, 'YaoZhenhua');
INSERT INTO platform.staff VALUES ('S0053', '文俊杰', 'JS-CB', 'UNDERWRITING', 'unit_handler', NULL, NULL, true, 'WenJunjie');
INSERT INTO platform.staff VALUES ('S0054', '赵诗涵', 'JS-CB', 'UNDERWRITING', 'reporter unit_handler', NULL, NULL, true, 'ZhaoShihan');
INSERT INTO platform.staff VALUES ('S0055', '冯超', 'JS-CB', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'FengChao');
INSERT INTO platform.staff VALUES ('S0056', '刘峰', 'JS-CD', 'POLICY_ISSUANCE', 'leader reporter', NULL, NULL, true, 'LiuFeng');
INSERT INTO platform.staff VALUES ('S0057', '黄丽华', 'JS-CD', 'POLICY_ISSUANCE', 'unit_handler', NULL, NULL, true, 'HuangLihua');
INSERT INTO platform.staff VALUES ('S0058', '武楠', 'JS-CD', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'WuNan');
INSERT INTO platform.staff VALUES ('S0059', '张雪梅', 'JS-CD', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'ZhangXuemei');
INSERT INTO platform.staff VALUES ('S0060', '康浩然', 'JS-CD', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'KangHaoran');
INSERT INTO platform.staff VALUES ('S0061', '孙梓轩', 'JS-XS', 'SALES', 'leader unit_head', 'S0012', NULL, true, 'SunZixuan');
INSERT INTO platform.staff VALUES ('S0062', '顾楠', 'JS-XS', 'SALES', 'leader reporter', NULL, NULL, true, 'GuNan');
INSERT INTO platform.staff VALUES ('S0063', '张秋月', 'JS-XS', 'SALES', 'unit_handler', NULL, NULL, true, 'ZhangQiuyue');
INSERT INTO platform.staff VALUES ('S0064', '于帆', 'JS-XS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'YuFan');
INSERT INTO platform.staff VALUES ('S0065', '傅峰', 'JS-XS', 'SALES', 'reporter', NULL, NULL, true, 'FuFeng');
INSERT INTO platform.staff VALUES ('S0066', '李平', 'JS-DW', 'TELE_ONLINE_SALES', 'leader unit_head', 'S0013', NULL, true, 'LiPing');
INSERT INTO platform.staff VALUES ('S0067', '张岚', 'JS-DW', 'TELE_ONLINE_SALES', 'leader reporter', NULL, NULL, true, 'ZhangLan');
INSERT INTO platform.staff VALUES ('S0068', '林斌', 'JS-DW', 'TELE_ONLINE_SALES', 'unit_handler', NULL, NULL, true, 'LinBin');
INSERT INTO platform.staff VALUES ('S0069', '康璐', 'JS-DW', 'TELE_ONLINE_SALES', 'reporter unit_handler', NULL, NULL, true, 'KangLu');
INSERT INTO platform.staff VALUES ('S0070', '孔子涵', 'JS-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'KongZihan');
INSERT INTO platform.staff VALUES ('S0071', '秦立新', 'JS-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'QinLixin');
INSERT INTO platform.staff VALUES ('S0072', '康彩云', 'JS-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'KangCaiyun');
INSERT INTO platform.staff VALUES ('S0073', '邓磊', 'JS-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'DengLei');
INSERT INTO platform.staff VALUES ('S0074', '王楠', 'JS-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'WangNan');
INSERT INTO platform.staff VALUES ('S0075', '侯雪梅', 'JS-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'HouXuemei');
INSERT INTO platform.staff VALUES ('S0076', '孙爱华', 'JS-XX', NULL, 'leader operations', NULL, NULL, true, 'SunAihua');
INSERT INTO platform.staff VALUES ('S0077', '何俊杰', 'JS-XX', NULL, 'operations', NULL, NULL, true, 'HeJunjie');
INSERT INTO platform.staff VALUES ('S0078', '廖刚', 'JS-XX', NULL, 'operations', NULL, NULL, true, 'LiaoGang');
INSERT INTO platform.staff VALUES ('S0079', '任雪梅', 'JS-XX', NULL, 'administrator', NULL, NULL, true, 'RenXuemei');
INSERT INTO platform.staff VALUES ('S0080', '赵彩云', 'JS-NK', NULL, 'auditor leader', NULL, NULL, true, 'ZhaoCaiyun');
INSERT INTO platform.staff VALUES ('S0081', '萧少华', 'JS-NK', NULL, 'auditor', NULL, NULL, true, 'XiaoShaohua');
INSERT INTO platform.staff VALUES ('S0082', '杨芳', 'JS-NJ', NULL, 'leader unit_head', NULL, NULL, true, 'YangFang');
INSERT INTO platform.staff VALUES ('S0083', '黎洋', 'JS-NJ', NULL, 'leader line_executive', NULL, 'S0084', true, 'LiYang');
INSERT INTO platform.staff VALUES ('S0084', '陈彩云', 'JS-NJ', NULL, 'leader line_executive', NULL, 'S0083', true, 'ChenCaiyun');
INSERT INTO platform.staff VALUES ('S0085', '秦晓', 'JS-NJ-KF', NULL, 'customer_service leader', 'S0084', NULL, true, 'QinXiao');
INSERT INTO platform.staff VALUES ('S0086', '段诗涵', 'JS-NJ-KF', NULL, 'customer_service', NULL, NULL, true, 'DuanShihan');
INSERT INTO platform.staff VALUES ('S0087', '张峰', 'JS-NJ-KF', NULL, 'customer_service', NULL, NULL, true, 'ZhangFeng');
INSERT INTO platform.staff VALUES ('S0088', '马明', 'JS-NJ-LP', 'CLAIMS', 'leader unit_head', 'S0083', NULL, true, 'MaMing');
INSERT INTO platform.staff VALUES ('S0089', '叶美玲', 'JS-NJ-LP', 'CLAIMS', 'leader reporter', NULL, NULL, true, 'YeMeiling');
INSERT INTO platform.staff VALUES ('S0090', '马文斌', 'JS-NJ-LP', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'MaWenbin');
INSERT INTO platform.staff VALUES ('S0091', '马春梅', 'JS-NJ-LP', 'CLAIMS', 'reporter unit_handler', NULL, NULL, true, 'MaChunmei');
INSERT INTO platform.staff VALUES ('S0092', '冯新宇', 'JS-NJ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'FengXinyu');
INSERT INTO platform.staff VALUES ('S0093', '杜美玲', 'JS-NJ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'DuMeiling');
INSERT INTO platform.staff VALUES ('S0094', '王晓', 'JS-NJ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'WangXiao');
INSERT INTO platform.staff VALUES ('S0095', '武永红', 'JS-NJ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'WuYonghong');
INSERT INTO platform.staff VALUES ('S0096', '刘文静', 'JS-NJ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'LiuWenjing');
INSERT INTO platform.staff VALUES ('S0097', '孔新宇', 'JS-NJ-CB', 'UNDERWRITING', 'leader unit_head', 'S0083', NULL, true, 'KongXinyu');
INSERT INTO platform.staff VALUES ('S0098', '黄丹阳', 'JS-NJ-CB', 'UNDERWRITING', 'unit_handler', NULL, NULL, true, 'HuangDanyang');
INSERT INTO platform.staff VALUES ('S0099', '郭少华', 'JS-NJ-CB', 'POLICY_ISSUANCE', 'reporter unit_handler', NULL, NULL, true, 'GuoShaohua');
INSERT INTO platform.staff VALUES ('S0100', '上官兰英', 'JS-NJ-CB', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'ShangguanLanying');
INSERT INTO platform.staff VALUES ('S0101', '田一鸣', 'JS-NJ-CB', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'TianYiming');
INSERT INTO platform.staff VALUES ('S0102', '潘丹阳', 'JS-NJ-XS', 'SALES', 'leader unit_head', 'S0084', NULL, true, 'PanDanyang');
INSERT INTO platform.staff VALUES ('S0103', '徐天宇', 'JS-NJ-XS', 'SALES', 'leader reporter', NULL, NULL, true, 'XuTianyu');
INSERT INTO platform.staff VALUES ('S0104', '于卫东', 'JS-NJ-XS', 'SALES', 'unit_handler', NULL, NULL, true, 'YuWeidong');
INSERT INTO platform.staff VALUES ('S0105', '汤磊', 'JS-NJ-XS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'TangLei');
INSERT INTO platform.staff VALUES ('S0106', '张梓轩', 'JS-NJ-XS', 'SALES', 'reporter', NULL, NULL, true, 'ZhangZixuan');
INSERT INTO platform.staff VALUES ('S0107', '曹晓东', 'JS-NJ-XS', 'SALES', 'reporter', NULL, NULL, true, 'CaoXiaodong');
INSERT INTO platform.staff VALUES ('S0108', '苏丹阳', 'JS-NJ-XS', 'SALES', 'reporter', NULL, NULL, true, 'SuDanyang');
INSERT INTO platform.staff VALUES ('S0109', '杨建国', 'JS-NJ-DW', 'TELE_ONLINE_SALES', 'leader unit_head', 'S0084', NULL, true, 'YangJianguo');
INSERT INTO platform.staff VALUES ('S0110', '梁瑶', 'JS-NJ-DW', 'TELE_ONLINE_SALES', 'unit_handler', NULL, NULL, true, 'LiangYao');
INSERT INTO platform.staff VALUES ('S0111', '潘素珍', 'JS-NJ-DW', 'TELE_ONLINE_SALES', 'reporter unit_handler', NULL, NULL, true, 'PanSuzhen');
INSERT INTO platform.staff VALUES ('S0112', '谢玉兰', 'JS-NJ-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'XieYulan');
INSERT INTO platform.staff VALUES ('S0113', '赵丹阳', 'JS-NJ-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'ZhaoDanyang');
INSERT INTO platform.staff VALUES ('S0114', '毛岚', 'JS-NJ-GL', NULL, 'leader unit_head', NULL, NULL, true, 'MaoLan');
INSERT INTO platform.staff VALUES ('S0115', '郑明辉', 'JS-NJ-GL', 'SALES', 'leader reporter', NULL, NULL, true, 'ZhengMinghui');
INSERT INTO platform.staff VALUES ('S0116', '姜爱华', 'JS-NJ-GL', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'JiangAihua');
INSERT INTO platform.staff VALUES ('S0117', '王志强', 'JS-NJ-GL', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'WangZhiqiang');
INSERT INTO platform.staff VALUES ('S0118', '于嘉怡', 'JS-NJ-GL', 'CLAIMS', 'reporter', NULL, NULL, true, 'YuJiayi');
INSERT INTO platform.staff VALUES ('S0119', '史美玲', 'JS-NJ-GL', 'CLAIMS', 'reporter', NULL, NULL, true, 'ShiMeiling');
INSERT INTO platform.staff VALUES ('S0120', '吴浩然', 'JS-NJ-GL', 'SALES', 'reporter', NULL, NULL, true, 'WuHaoran');
INSERT INTO platform.staff VALUES ('S0121', '李梓轩', 'JS-NJ-GL', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'LiZixuan');
INSERT INTO platform.staff VALUES ('S0122', '余彩云', 'JS-NJ-GL', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'YuCaiyun');
INSERT INTO platform.staff VALUES ('S0123', '陈兰英', 'JS-NJ-JN', 'SALES', 'leader reporter unit_head', NULL, NULL, true, 'ChenLanying');
INSERT INTO platform.staff VALUES ('S0124', '郑佳琪', 'JS-NJ-JN', 'SALES', 'leader reporter', NULL, NULL, true, 'ZhengJiaqi');
INSERT INTO platform.staff VALUES ('S0125', '钱婷婷', 'JS-NJ-JN', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'QianTingting');
INSERT INTO platform.staff VALUES ('S0126', '李正阳', 'JS-NJ-JN', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'LiZhengyang');
INSERT INTO platform.staff VALUES ('S0127', '张一鸣', 'JS-NJ-JN', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZhangYiming');
INSERT INTO platform.staff VALUES ('S0128', '刘晓燕', 'JS-NJ-JN', 'CLAIMS', 'reporter', NULL, NULL, true, 'LiuXiaoyan');
INSERT INTO platform.staff VALUES ('S0129', '侯浩然', 'JS-NJ-JN', 'SALES', 'reporter', NULL, NULL, true, 'HouHaoran');
INSERT INTO platform.staff VALUES ('S0130', '郭正阳', 'JS-NJ-JN', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'GuoZhengyang');
INSERT INTO platform.staff VALUES ('S0131', '吴亚男', 'JS-NJ-JN', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'WuYanan');
INSERT INTO platform.staff VALUES ('S0132', '周勇', 'JS-NJ-LH', NULL, 'leader unit_head', NULL, NULL, true, 'ZhouYong');
INSERT INTO platform.staff VALUES ('S0133', '萧德胜', 'JS-NJ-LH', 'SALES', 'leader reporter', NULL, NULL, true, 'XiaoDesheng');
INSERT INTO platform.staff VALUES ('S0134', '程静怡', 'JS-NJ-LH', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'ChengJingyi');
INSERT INTO platform.staff VALUES ('S0135', '潘国庆', 'JS-NJ-LH', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'PanGuoqing');
INSERT INTO platform.staff VALUES ('S0136', '姜若曦', 'JS-NJ-LH', 'CLAIMS', 'reporter', NULL, NULL, true, 'JiangRuoxi');
INSERT INTO platform.staff VALUES ('S0137', '郑玉兰', 'JS-NJ-LH', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZhengYulan');
INSERT INTO platform.staff VALUES ('S0138', '梁峰', 'JS-NJ-LH', 'SALES', 'reporter', NULL, NULL, true, 'LiangFeng');
INSERT INTO platform.staff VALUES ('S0139', '于家豪', 'JS-NJ-LH', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'YuJiahao');
INSERT INTO platform.staff VALUES ('S0140', '贺秀英', 'JS-NJ-LH', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'HeXiuying');
INSERT INTO platform.staff VALUES ('S0141', '任宏伟', 'JS-SZ', NULL, 'leader unit_head', NULL, NULL, true, 'RenHongwei');
INSERT INTO platform.staff VALUES ('S0142', '任志强', 'JS-SZ', NULL, 'leader line_executive', NULL, 'S0143', true, 'RenZhiqiang');
INSERT INTO platform.staff VALUES ('S0143', '陈凯', 'JS-SZ', NULL, 'leader line_executive', NULL, 'S0142', true, 'ChenKai');
INSERT INTO platform.staff VALUES ('S0144', '孟新宇', 'JS-SZ-KF', NULL, 'customer_service leader', 'S0143', NULL, true, 'MengXinyu');
INSERT INTO platform.staff VALUES ('S0145', '何子涵', 'JS-SZ-KF', NULL, 'customer_service', NULL, NULL, true, 'HeZihan');
INSERT INTO platform.staff VALUES ('S0146', '周文斌', 'JS-SZ-KF', NULL, 'customer_service', NULL, NULL, true, 'ZhouWenbin');
INSERT INTO platform.staff VALUES ('S0147', '赵建国', 'JS-SZ-LP', 'CLAIMS', 'leader unit_head', 'S0142', NULL, true, 'ZhaoJianguo');
INSERT INTO platform.staff VALUES ('S0148', '张思远', 'JS-SZ-LP', 'CLAIMS', 'leader reporter', NULL, NULL, true, 'ZhangSiyuan');
INSERT INTO platform.staff VALUES ('S0149', '于雨桐', 'JS-SZ-LP', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'YuYutong');
INSERT INTO platform.staff VALUES ('S0150', '范晓燕', 'JS-SZ-LP', 'CLAIMS', 'reporter unit_handler', NULL, NULL, true, 'FanXiaoyan');
INSERT INTO platform.staff VALUES ('S0151', '梁楠', 'JS-SZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'LiangNan');
INSERT INTO platform.staff VALUES ('S0152', '黎明辉', 'JS-SZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'LiMinghui');
INSERT INTO platform.staff VALUES ('S0153', '谢欣怡', 'JS-SZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'XieXinyi');
INSERT INTO platform.staff VALUES ('S0154', '张波', 'JS-SZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZhangBo');
INSERT INTO platform.staff VALUES ('S0155', '顾永红', 'JS-SZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'GuYonghong');
INSERT INTO platform.staff VALUES ('S0156', '吴波', 'JS-SZ-CB', 'UNDERWRITING', 'leader unit_head', 'S0142', NULL, true, 'WuBo');
INSERT INTO platform.staff VALUES ('S0157', '董永红', 'JS-SZ-CB', 'UNDERWRITING', 'unit_handler', NULL, NULL, true, 'DongYonghong');
INSERT INTO platform.staff VALUES ('S0158', '康斌', 'JS-SZ-CB', 'POLICY_ISSUANCE', 'reporter unit_handler', NULL, NULL, true, 'KangBin');
INSERT INTO platform.staff VALUES ('S0159', '罗诗涵', 'JS-SZ-CB', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'LuoShihan');
INSERT INTO platform.staff VALUES ('S0160', '曾鑫', 'JS-SZ-CB', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'ZengXin');
INSERT INTO platform.staff VALUES ('S0161', '吴俊杰', 'JS-SZ-XS', 'SALES', 'leader unit_head', 'S0143', NULL, true, 'WuJunjie');
INSERT INTO platform.staff VALUES ('S0162', '张静', 'JS-SZ-XS', 'SALES', 'leader reporter', NULL, NULL, true, 'ZhangJing');
INSERT INTO platform.staff VALUES ('S0163', '文欣怡', 'JS-SZ-XS', 'SALES', 'unit_handler', NULL, NULL, true, 'WenXinyi');
INSERT INTO platform.staff VALUES ('S0164', '谢艳', 'JS-SZ-XS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'XieYan');
INSERT INTO platform.staff VALUES ('S0165', '郭海涛', 'JS-SZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'GuoHaitao');
INSERT INTO platform.staff VALUES ('S0166', '毛艳', 'JS-SZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'MaoYan');
INSERT INTO platform.staff VALUES ('S0167', '刘天宇', 'JS-SZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'LiuTianyu');
INSERT INTO platform.staff VALUES ('S0168', '谭莉', 'JS-SZ-DW', 'TELE_ONLINE_SALES', 'leader unit_head', 'S0143', NULL, true, 'TanLi');
INSERT INTO platform.staff VALUES ('S0169', '任志远', 'JS-SZ-DW', 'TELE_ONLINE_SALES', 'unit_handler', NULL, NULL, true, 'RenZhiyuan');
INSERT INTO platform.staff VALUES ('S0170', '姚丽娟', 'JS-SZ-DW', 'TELE_ONLINE_SALES', 'reporter unit_handler', NULL, NULL, true, 'YaoLijuan');
INSERT INTO platform.staff VALUES ('S0171', '刘雪梅', 'JS-SZ-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'LiuXuemei');
INSERT INTO platform.staff VALUES ('S0172', '杨彩云', 'JS-SZ-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'YangCaiyun');
INSERT INTO platform.staff VALUES ('S0173', '杨爱华', 'JS-SZ-KS', NULL, 'leader unit_head', NULL, NULL, true, 'YangAihua');
INSERT INTO platform.staff VALUES ('S0174', '王秋月', 'JS-SZ-KS', 'SALES', 'leader reporter', NULL, NULL, true, 'WangQiuyue');
INSERT INTO platform.staff VALUES ('S0175', '杨岚', 'JS-SZ-KS', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'YangLan');
INSERT INTO platform.staff VALUES ('S0176', '李素珍', 'JS-SZ-KS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'LiSuzhen');
INSERT INTO platform.staff VALUES ('S0177', '王伟', 'JS-SZ-KS', 'CLAIMS', 'reporter', NULL, NULL, true, 'WangWei');
INSERT INTO platform.staff VALUES ('S0178', '王伟', 'JS-SZ-KS', 'CLAIMS', 'reporter', NULL, NULL, true, 'WangWei02');
INSERT INTO platform.staff VALUES ('S0179', '钟文静', 'JS-SZ-KS', 'SALES', 'reporter', NULL, NULL, true, 'ZhongWenjing');
INSERT INTO platform.staff VALUES ('S0180', '孟旭', 'JS-SZ-KS', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'MengXu');
INSERT INTO platform.staff VALUES ('S0181', '白俊杰', 'JS-SZ-KS', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'BaiJunjie');
INSERT INTO platform.staff VALUES ('S0182', '许小龙', 'JS-SZ-CS', NULL, 'leader unit_head', NULL, NULL, true, 'XuXiaolong');
INSERT INTO platform.staff VALUES ('S0183', '杜磊', 'JS-SZ-CS', 'SALES', 'leader reporter', NULL, NULL, true, 'DuLei');
INSERT INTO platform.staff VALUES ('S0184', '潘俊杰', 'JS-SZ-CS', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'PanJunjie');
INSERT INTO platform.staff VALUES ('S0185', '沈丽华', 'JS-SZ-CS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'ShenLihua');
INSERT INTO platform.staff VALUES ('S0186', '乔涛', 'JS-SZ-CS', 'CLAIMS', 'reporter', NULL, NULL, true, 'QiaoTao');
INSERT INTO platform.staff VALUES ('S0187', '潘志强', 'JS-SZ-CS', 'CLAIMS', 'reporter', NULL, NULL, true, 'PanZhiqiang');
INSERT INTO platform.staff VALUES ('S0188', '黄美玲', 'JS-SZ-CS', 'SALES', 'reporter', NULL, NULL, true, 'HuangMeiling');
INSERT INTO platform.staff VALUES ('S0189', '方帆', 'JS-SZ-CS', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'FangFan');
INSERT INTO platform.staff VALUES ('S0190', '毛鹏飞', 'JS-SZ-CS', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'MaoPengfei');
INSERT INTO platform.staff VALUES ('S0191', '龙楠', 'JS-SZ-WJ', NULL, 'leader unit_head', NULL, NULL, true, 'LongNan');
INSERT INTO platform.staff VALUES ('S0192', '王超', 'JS-SZ-WJ', 'SALES', 'leader reporter', NULL, NULL, true, 'WangChao');
INSERT INTO platform.staff VALUES ('S0193', '马美玲', 'JS-SZ-WJ', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'MaMeiling');
INSERT INTO platform.staff VALUES ('S0194', '白宁', 'JS-SZ-WJ', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'BaiNing');
INSERT INTO platform.staff VALUES ('S0195', '杜涛', 'JS-SZ-WJ', 'CLAIMS', 'reporter', 'S0147', NULL, true, 'DuTao');
INSERT INTO platform.staff VALUES ('S0196', '魏静', 'JS-SZ-WJ', 'CLAIMS', 'reporter', NULL, NULL, true, 'WeiJing');
INSERT INTO platform.staff VALUES ('S0197', '周琳', 'JS-SZ-WJ', 'SALES', 'reporter', NULL, NULL, true, 'ZhouLin');
INSERT INTO platform.staff VALUES ('S0198', '田刚', 'JS-SZ-WJ', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'TianGang');
INSERT INTO platform.staff VALUES ('S0199', '刘璐', 'JS-SZ-WJ', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'LiuLu');
INSERT INTO platform.staff VALUES ('S0200', '宋刚', 'JS-WX', NULL, 'leader unit_head', NULL, NULL, true, 'SongGang');
INSERT INTO platform.staff VALUES ('S0201', '易瑶', 'JS-WX', NULL, 'leader line_executive', NULL, 'S0202', true, 'YiYao');
INSERT INTO platform.staff VALUES ('S0202', '吕敏', 'JS-WX', NULL, 'leader line_executive', NULL, 'S0201', true, 'LvMin');
INSERT INTO platform.staff VALUES ('S0203', '林丽华', 'JS-WX-KF', NULL, 'customer_service leader', 'S0202', NULL, true, 'LinLihua');
INSERT INTO platform.staff VALUES ('S0204', '陆涛', 'JS-WX-KF', NULL, 'customer_service', NULL, NULL, true, 'LuTao');
INSERT INTO platform.staff VALUES ('S0205', '林睿', 'JS-WX-KF', NULL, 'customer_service', NULL, NULL, true, 'LinRui');
INSERT INTO platform.staff VALUES ('S0206', '许倩', 'JS-WX-LP', 'CLAIMS', 'leader unit_head', 'S0201', NULL, true, 'XuQian');
INSERT INTO platform.staff VALUES ('S0207', '梁德胜', 'JS-WX-LP', 'CLAIMS', 'leader reporter', NULL, NULL, true, 'LiangDesheng');
INSERT INTO platform.staff VALUES ('S0208', '赵斌', 'JS-WX-LP', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'ZhaoBin');
INSERT INTO platform.staff VALUES ('S0209', '胡敏', 'JS-WX-LP', 'CLAIMS', 'reporter unit_handler', NULL, NULL, true, 'HuMin');
INSERT INTO platform.staff VALUES ('S0210', '于素珍', 'JS-WX-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'YuSuzhen');
INSERT INTO platform.staff VALUES ('S0211', '罗天宇', 'JS-WX-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'LuoTianyu');
INSERT INTO platform.staff VALUES ('S0212', '周莉', 'JS-WX-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZhouLi');
INSERT INTO platform.staff VALUES ('S0213', '周静怡', 'JS-WX-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZhouJingyi');
INSERT INTO platform.staff VALUES ('S0214', '黄鑫', 'JS-WX-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'HuangXin');
INSERT INTO platform.staff VALUES ('S0215', '黄若曦', 'JS-WX-CB', 'UNDERWRITING', 'leader unit_head', 'S0201', NULL, true, 'HuangRuoxi');
INSERT INTO platform.staff VALUES ('S0216', '韩春梅', 'JS-WX-CB', 'UNDERWRITING', 'unit_handler', NULL, NULL, true, 'HanChunmei');
INSERT INTO platform.staff VALUES ('S0217', '赵文静', 'JS-WX-CB', 'POLICY_ISSUANCE', 'reporter unit_handler', NULL, NULL, true, 'ZhaoWenjing');
INSERT INTO platform.staff VALUES ('S0218', '白正阳', 'JS-WX-CB', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'BaiZhengyang');
INSERT INTO platform.staff VALUES ('S0219', '夏伟', 'JS-WX-CB', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'XiaWei');
INSERT INTO platform.staff VALUES ('S0220', '萧素珍', 'JS-WX-XS', 'SALES', 'leader unit_head', 'S0202', NULL, true, 'XiaoSuzhen');
INSERT INTO platform.staff VALUES ('S0221', '万岚', 'JS-WX-XS', 'SALES', 'leader reporter', NULL, NULL, true, 'WanLan');
INSERT INTO platform.staff VALUES ('S0222', '唐丹阳', 'JS-WX-XS', 'SALES', 'unit_handler', NULL, NULL, true, 'TangDanyang');
INSERT INTO platform.staff VALUES ('S0223', '胡波', 'JS-WX-XS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'HuBo');
INSERT INTO platform.staff VALUES ('S0224', '杜若曦', 'JS-WX-XS', 'SALES', 'reporter', NULL, NULL, true, 'DuRuoxi');
INSERT INTO platform.staff VALUES ('S0225', '胡卫东', 'JS-WX-XS', 'SALES', 'reporter', NULL, NULL, true, 'HuWeidong');
INSERT INTO platform.staff VALUES ('S0226', '王家豪', 'JS-WX-XS', 'SALES', 'reporter', NULL, NULL, true, 'WangJiahao');
INSERT INTO platform.staff VALUES ('S0227', '刘立新', 'JS-WX-DW', 'TELE_ONLINE_SALES', 'leader unit_head', 'S0202', NULL, true, 'LiuLixin');
INSERT INTO platform.staff VALUES ('S0228', '顾静怡', 'JS-WX-DW', 'TELE_ONLINE_SALES', 'unit_handler', NULL, NULL, true, 'GuJingyi');
INSERT INTO platform.staff VALUES ('S0229', '江长江', 'JS-WX-DW', 'TELE_ONLINE_SALES', 'reporter unit_handler', NULL, NULL, true, 'JiangChangjiang');
INSERT INTO platform.staff VALUES ('S0230', '赵玉兰', 'JS-WX-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'ZhaoYulan');
INSERT INTO platform.staff VALUES ('S0231', '蒋秋月', 'JS-WX-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'JiangQiuyue');
INSERT INTO platform.staff VALUES ('S0232', '吴书瑶', 'JS-WX-JY', NULL, 'leader unit_head', NULL, NULL, true, 'WuShuyao');
INSERT INTO platform.staff VALUES ('S0233', '武静', 'JS-WX-JY', 'SALES', 'leader reporter', NULL, NULL, true, 'WuJing');
INSERT INTO platform.staff VALUES ('S0234', '邵俊杰', 'JS-WX-JY', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'ShaoJunjie');
INSERT INTO platform.staff VALUES ('S0235', '孙峰', 'JS-WX-JY', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'SunFeng');
INSERT INTO platform.staff VALUES ('S0236', '蔡欣怡', 'JS-WX-JY', 'CLAIMS', 'reporter', NULL, NULL, true, 'CaiXinyi');
INSERT INTO platform.staff VALUES ('S0237', '董明', 'JS-WX-JY', 'CLAIMS', 'reporter', NULL, NULL, true, 'DongMing');
INSERT INTO platform.staff VALUES ('S0238', '秦彩云', 'JS-WX-JY', 'SALES', 'reporter', NULL, NULL, true, 'QinCaiyun');
INSERT INTO platform.staff VALUES ('S0239', '傅莉', 'JS-WX-JY', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'FuLi');
INSERT INTO platform.staff VALUES ('S0240', '马超', 'JS-WX-JY', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'MaChao');
INSERT INTO platform.staff VALUES ('S0241', '刘金凤', 'JS-WX-YX', NULL, 'leader unit_head', NULL, NULL, true, 'LiuJinfeng');
INSERT INTO platform.staff VALUES ('S0242', '邹振华', 'JS-WX-YX', 'SALES', 'leader reporter', NULL, NULL, true, 'ZouZhenhua');
INSERT INTO platform.staff VALUES ('S0243', '马兰英', 'JS-WX-YX', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'MaLanying');
INSERT INTO platform.staff VALUES ('S0244', '陈振华', 'JS-WX-YX', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'ChenZhenhua');
INSERT INTO platform.staff VALUES ('S0245', '罗思远', 'JS-WX-YX', 'CLAIMS', 'reporter', NULL, NULL, true, 'LuoSiyuan');
INSERT INTO platform.staff VALUES ('S0246', '常春梅', 'JS-WX-YX', 'CLAIMS', 'reporter', NULL, NULL, true, 'ChangChunmei');
INSERT INTO platform.staff VALUES ('S0247', '孙艳', 'JS-WX-YX', 'SALES', 'reporter', NULL, NULL, true, 'SunYan');
INSERT INTO platform.staff VALUES ('S0248', '杨婷婷', 'JS-WX-YX', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'YangTingting');
INSERT INTO platform.staff VALUES ('S0249', '郑帆', 'JS-WX-YX', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'ZhengFan');
INSERT INTO platform.staff VALUES ('S0250', '贾天宇', 'JS-WX-HS', NULL, 'leader unit_head', NULL, NULL, true, 'JiaTianyu');
INSERT INTO platform.staff VALUES ('S0251', '邱诗涵', 'JS-WX-HS', 'SALES', 'leader reporter', NULL, NULL, true, 'QiuShihan');
INSERT INTO platform.staff VALUES ('S0252', '崔长江', 'JS-WX-HS', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'CuiChangjiang');
INSERT INTO platform.staff VALUES ('S0253', '沈天宇', 'JS-WX-HS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'ShenTianyu');
INSERT INTO platform.staff VALUES ('S0254', '袁鑫', 'JS-WX-HS', 'CLAIMS', 'reporter', NULL, NULL, true, 'YuanXin');
INSERT INTO platform.staff VALUES ('S0255', '彭婷婷', 'JS-WX-HS', 'CLAIMS', 'reporter', NULL, NULL, true, 'PengTingting');
INSERT INTO platform.staff VALUES ('S0256', '武美玲', 'JS-WX-HS', 'SALES', 'reporter', NULL, NULL, true, 'WuMeiling');
INSERT INTO platform.staff VALUES ('S0257', '彭兰英', 'JS-WX-HS', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'PengLanying');
INSERT INTO platform.staff VALUES ('S0258', '刘艳', 'JS-WX-HS', 'UNDERWRITING', 'reporter', NULL, NULL, false, 'LiuYan');
INSERT INTO platform.staff VALUES ('S0259', '张昊', 'JS-CZ', NULL, 'leader unit_head', NULL, NULL, true, 'ZhangHao');
INSERT INTO platform.staff VALUES ('S0260', '谢启明', 'JS-CZ', NULL, 'leader line_executive', NULL, 'S0261', true, 'XieQiming');
INSERT INTO platform.staff VALUES ('S0261', '丁蕾', 'JS-CZ', NULL, 'leader line_executive', NULL, 'S0260', true, 'DingLei');
INSERT INTO platform.staff VALUES ('S0262', '董亚男', 'JS-CZ-KF', NULL, 'customer_service leader', 'S0261', NULL, true, 'DongYanan');
INSERT INTO platform.staff VALUES ('S0263', '梁丹阳', 'JS-CZ-KF', NULL, 'customer_service', NULL, NULL, true, 'LiangDanyang');
INSERT INTO platform.staff VALUES ('S0264', '郭明', 'JS-CZ-KF', NULL, 'customer_service', NULL, NULL, true, 'GuoMing');
INSERT INTO platform.staff VALUES ('S0265', '姜蕾', 'JS-CZ-LP', 'CLAIMS', 'leader unit_head', 'S0260', NULL, true, 'JiangLei');
INSERT INTO platform.staff VALUES ('S0266', '陆建国', 'JS-CZ-LP', 'CLAIMS', 'leader reporter', NULL, NULL, true, 'LuJianguo');
INSERT INTO platform.staff VALUES ('S0267', '方梓轩', 'JS-CZ-LP', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'FangZixuan');
INSERT INTO platform.staff VALUES ('S0268', '毛晓东', 'JS-CZ-LP', 'CLAIMS', 'reporter unit_handler', NULL, NULL, true, 'MaoXiaodong');
INSERT INTO platform.staff VALUES ('S0269', '秦琳', 'JS-CZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'QinLin');
INSERT INTO platform.staff VALUES ('S0270', '胡楠', 'JS-CZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'HuNan');
INSERT INTO platform.staff VALUES ('S0271', '冯晨', 'JS-CZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'FengChen');
INSERT INTO platform.staff VALUES ('S0272', '程志强', 'JS-CZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'ChengZhiqiang');
INSERT INTO platform.staff VALUES ('S0273', '罗书瑶', 'JS-CZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'LuoShuyao');
INSERT INTO platform.staff VALUES ('S0274', '董国栋', 'JS-CZ-CB', 'UNDERWRITING', 'leader unit_head', 'S0260', NULL, true, 'DongGuodong');
INSERT INTO platform.staff VALUES ('S0275', '林小龙', 'JS-CZ-CB', 'UNDERWRITING', 'unit_handler', NULL, NULL, true, 'LinXiaolong');
INSERT INTO platform.staff VALUES ('S0276', '谢刚', 'JS-CZ-CB', 'POLICY_ISSUANCE', 'reporter unit_handler', NULL, NULL, true, 'XieGang');
INSERT INTO platform.staff VALUES ('S0277', '张睿', 'JS-CZ-CB', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'ZhangRui');
INSERT INTO platform.staff VALUES ('S0278', '郑振华', 'JS-CZ-CB', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'ZhengZhenhua');
INSERT INTO platform.staff VALUES ('S0279', '彭伟', 'JS-CZ-XS', 'SALES', 'leader unit_head', 'S0261', NULL, true, 'PengWei');
INSERT INTO platform.staff VALUES ('S0280', '邹宁', 'JS-CZ-XS', 'SALES', 'leader reporter', NULL, NULL, true, 'ZouNing');
INSERT INTO platform.staff VALUES ('S0281', '胡浩然', 'JS-CZ-XS', 'SALES', 'unit_handler', NULL, NULL, true, 'HuHaoran');
INSERT INTO platform.staff VALUES ('S0282', '曾杰', 'JS-CZ-XS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'ZengJie');
INSERT INTO platform.staff VALUES ('S0283', '蒋平', 'JS-CZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'JiangPing');
INSERT INTO platform.staff VALUES ('S0284', '于国栋', 'JS-CZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'YuGuodong');
INSERT INTO platform.staff VALUES ('S0285', '杨家豪', 'JS-CZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'YangJiahao');
INSERT INTO platform.staff VALUES ('S0286', '魏雨桐', 'JS-CZ-DW', 'TELE_ONLINE_SALES', 'leader unit_head', 'S0261', NULL, true, 'WeiYutong');
INSERT INTO platform.staff VALUES ('S0287', '胡静怡', 'JS-CZ-DW', 'TELE_ONLINE_SALES', 'unit_handler', NULL, NULL, true, 'HuJingyi');
INSERT INTO platform.staff VALUES ('S0288', '钟霞', 'JS-CZ-DW', 'TELE_ONLINE_SALES', 'reporter unit_handler', NULL, NULL, true, 'ZhongXia');
INSERT INTO platform.staff VALUES ('S0289', '袁平', 'JS-CZ-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'YuanPing');
INSERT INTO platform.staff VALUES ('S0290', '姚永红', 'JS-CZ-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'YaoYonghong');
INSERT INTO platform.staff VALUES ('S0291', '宋丽华', 'JS-CZ-LY', NULL, 'leader unit_head', NULL, NULL, true, 'SongLihua');
INSERT INTO platform.staff VALUES ('S0292', '邓帆', 'JS-CZ-LY', 'SALES', 'leader reporter', NULL, NULL, true, 'DengFan');
INSERT INTO platform.staff VALUES ('S0293', '赵新宇', 'JS-CZ-LY', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'ZhaoXinyu');
INSERT INTO platform.staff VALUES ('S0294', '陈欣怡', 'JS-CZ-LY', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'ChenXinyi');
INSERT INTO platform.staff VALUES ('S0295', '姚建国', 'JS-CZ-LY', 'CLAIMS', 'reporter', NULL, NULL, true, 'YaoJianguo');
INSERT INTO platform.staff VALUES ('S0296', '杨颖', 'JS-CZ-LY', 'CLAIMS', 'reporter', NULL, NULL, true, 'YangYing');
INSERT INTO platform.staff VALUES ('S0297', '赵若曦', 'JS-CZ-LY', 'SALES', 'reporter', NULL, NULL, true, 'ZhaoRuoxi');
INSERT INTO platform.staff VALUES ('S0298', '杨昊', 'JS-CZ-LY', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'YangHao');
INSERT INTO platform.staff VALUES ('S0299', '林天宇', 'JS-CZ-LY', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'LinTianyu');
INSERT INTO platform.staff VALUES ('S0300', '叶峰', 'JS-CZ-JT', NULL, 'leader unit_head', NULL, NULL, false, 'YeFeng');
INSERT INTO platform.staff VALUES ('S0301', '贺斌', 'JS-CZ-JT', 'SALES', 'leader reporter', NULL, NULL, true, 'HeBin');
INSERT INTO platform.staff VALUES ('S0302', '孙文斌', 'JS-CZ-JT', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'SunWenbin');
INSERT INTO platform.staff VALUES ('S0303', '贺国庆', 'JS-CZ-JT', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'HeGuoqing');
INSERT INTO platform.staff VALUES ('S0304', '孟艳', 'JS-CZ-JT', 'CLAIMS', 'reporter', NULL, NULL, true, 'MengYan');
INSERT INTO platform.staff VALUES ('S0305', '冯丽娟', 'JS-CZ-JT', 'CLAIMS', 'reporter', NULL, NULL, true, 'FengLijuan');
INSERT INTO platform.staff VALUES ('S0306', '谢德胜', 'JS-CZ-JT', 'SALES', 'reporter', NULL, NULL, true, 'XieDesheng');
INSERT INTO platform.staff VALUES ('S0307', '田倩', 'JS-CZ-JT', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'TianQian');
INSERT INTO platform.staff VALUES ('S0308', '杨帆', 'JS-CZ-JT', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'YangFan');
INSERT INTO platform.staff VALUES ('S0309', '韩颖', 'JS-CZ-WJ', NULL, 'leader unit_head', NULL, NULL, true, 'HanYing');
INSERT INTO platform.staff VALUES ('S0310', '汤素珍', 'JS-CZ-WJ', 'SALES', 'leader reporter', NULL, NULL, true, 'TangSuzhen');
INSERT INTO platform.staff VALUES ('S0311', '张晓', 'JS-CZ-WJ', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'ZhangXiao');
INSERT INTO platform.staff VALUES ('S0312', '吴佳琪', 'JS-CZ-WJ', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'WuJiaqi');
INSERT INTO platform.staff VALUES ('S0313', '贾洋', 'JS-CZ-WJ', 'CLAIMS', 'reporter', NULL, NULL, true, NULL);
INSERT INTO platform.staff VALUES ('S0314', '梁平', 'JS-CZ-WJ', 'CLAIMS', 'reporter', NULL, NULL, true, 'LiangPing');
INSERT INTO platform.staff VALUES ('S0315', '林书瑶', 'JS-CZ-WJ', 'SALES', 'reporter', NULL, NULL, true, 'LinShuyao');
INSERT INTO platform.staff VALUES ('S0316', '孙涛', 'JS-CZ-WJ', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'SunTao');
INSERT INTO platform.staff VALUES ('S0317', '何天宇', 'JS-CZ-WJ', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'HeTianyu');
INSERT INTO platform.staff VALUES ('S0318', '何鑫', 'JS-NT', NULL, 'leader unit_head', NULL, NULL, true, 'HeXin');
INSERT INTO platform.staff VALUES ('S0319', '唐婷婷', 'JS-NT', NULL, 'leader line_executive', NULL, 'S0320', true, 'TangTingting');
INSERT INTO platform.staff VALUES ('S0320', '蔡玉兰', 'JS-NT', NULL, 'leader line_executive', NULL, 'S0319', true, 'CaiYulan');
INSERT INTO platform.staff VALUES ('S0321', '萧涛', 'JS-NT-KF', NULL, 'customer_service leader', 'S0320', NULL, true, 'XiaoTao');
INSERT INTO platform.staff VALUES ('S0322', '李伟', 'JS-NT-KF', NULL, 'customer_service', NULL, NULL, true, 'LiWei');
INSERT INTO platform.staff VALUES ('S0323', '傅子涵', 'JS-NT-KF', NULL, 'customer_service', NULL, NULL, true, 'FuZihan');
INSERT INTO platform.staff VALUES ('S0324', '金鹏飞', 'JS-NT-LP', 'CLAIMS', 'leader unit_head', 'S0319', NULL, true, 'JinPengfei');
INSERT INTO platform.staff VALUES ('S0325', '刘明', 'JS-NT-LP', 'CLAIMS', 'leader reporter', NULL, NULL, true, 'LiuMing');
INSERT INTO platform.staff VALUES ('S0326', '段宏伟', 'JS-NT-LP', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'DuanHongwei');
INSERT INTO platform.staff VALUES ('S0327', '冯爱华', 'JS-NT-LP', 'CLAIMS', 'reporter unit_handler', NULL, NULL, true, 'FengAihua');
INSERT INTO platform.staff VALUES ('S0328', '董明辉', 'JS-NT-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'DongMinghui');
INSERT INTO platform.staff VALUES ('S0329', '黄蕾', 'JS-NT-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'HuangLei');
INSERT INTO platform.staff VALUES ('S0330', '谢楠', 'JS-NT-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'XieNan');
INSERT INTO platform.staff VALUES ('S0331', '钟伟', 'JS-NT-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZhongWei');
INSERT INTO platform.staff VALUES ('S0332', '叶洋', 'JS-NT-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'YeYang');
INSERT INTO platform.staff VALUES ('S0333', '廖洋', 'JS-NT-CB', 'UNDERWRITING', 'leader unit_head', 'S0319', NULL, true, 'LiaoYang');
INSERT INTO platform.staff VALUES ('S0334', '余天宇', 'JS-NT-CB', 'UNDERWRITING', 'unit_handler', NULL, NULL, true, 'YuTianyu');
INSERT INTO platform.staff VALUES ('S0335', '徐爱华', 'JS-NT-CB', 'POLICY_ISSUANCE', 'reporter unit_handler', NULL, NULL, true, 'XuAihua');
INSERT INTO platform.staff VALUES ('S0336', '薛浩然', 'JS-NT-CB', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'XueHaoran');
INSERT INTO platform.staff VALUES ('S0337', '程雨桐', 'JS-NT-CB', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'ChengYutong');
INSERT INTO platform.staff VALUES ('S0338', '吴小龙', 'JS-NT-XS', 'SALES', 'leader unit_head', 'S0320', NULL, true, 'WuXiaolong');
INSERT INTO platform.staff VALUES ('S0339', '孟振华', 'JS-NT-XS', 'SALES', 'leader reporter', NULL, NULL, true, 'MengZhenhua');
INSERT INTO platform.staff VALUES ('S0340', '龚敏', 'JS-NT-XS', 'SALES', 'unit_handler', NULL, NULL, true, 'GongMin');
INSERT INTO platform.staff VALUES ('S0341', '龚一鸣', 'JS-NT-XS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'GongYiming');
INSERT INTO platform.staff VALUES ('S0342', '常晓燕', 'JS-NT-XS', 'SALES', 'reporter', NULL, NULL, true, 'ChangXiaoyan');
INSERT INTO platform.staff VALUES ('S0343', '孙芳', 'JS-NT-XS', 'SALES', 'reporter', NULL, NULL, true, 'SunFang');
INSERT INTO platform.staff VALUES ('S0344', '段倩', 'JS-NT-XS', 'SALES', 'reporter', NULL, NULL, true, 'DuanQian');
INSERT INTO platform.staff VALUES ('S0345', '于宏伟', 'JS-NT-DW', 'TELE_ONLINE_SALES', 'leader unit_head', 'S0320', NULL, true, 'YuHongwei');
INSERT INTO platform.staff VALUES ('S0346', '卢永红', 'JS-NT-DW', 'TELE_ONLINE_SALES', 'unit_handler', NULL, NULL, true, 'LuYonghong');
INSERT INTO platform.staff VALUES ('S0347', '郑明', 'JS-NT-DW', 'TELE_ONLINE_SALES', 'reporter unit_handler', NULL, NULL, true, 'ZhengMing');
INSERT INTO platform.staff VALUES ('S0348', '王明辉', 'JS-NT-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'WangMinghui');
INSERT INTO platform.staff VALUES ('S0349', '黎宁', 'JS-NT-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'LiNing');
INSERT INTO platform.staff VALUES ('S0350', '孟家豪', 'JS-NT-RG', NULL, 'leader unit_head', NULL, NULL, true, 'MengJiahao');
INSERT INTO platform.staff VALUES ('S0351', '曾慧敏', 'JS-NT-RG', 'SALES', 'leader reporter', NULL, NULL, true, 'ZengHuimin');
INSERT INTO platform.staff VALUES ('S0352', '李娟', 'JS-NT-RG', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'LiJuan');
INSERT INTO platform.staff VALUES ('S0353', '赵晓', 'JS-NT-RG', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'ZhaoXiao');
INSERT INTO platform.staff VALUES ('S0354', '吴天宇', 'JS-NT-RG', 'CLAIMS', 'reporter', NULL, NULL, true, 'WuTianyu');
INSERT INTO platform.staff VALUES ('S0355', '薛正阳', 'JS-NT-RG', 'CLAIMS', 'reporter', NULL, NULL, true, 'XueZhengyang');
INSERT INTO platform.staff VALUES ('S0356', '曾彩云', 'JS-NT-RG', 'SALES', 'reporter', NULL, NULL, true, 'ZengCaiyun');
INSERT INTO platform.staff VALUES ('S0357', '梁素珍', 'JS-NT-RG', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'LiangSuzhen');
INSERT INTO platform.staff VALUES ('S0358', '黄桂芳', 'JS-NT-RG', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'HuangGuifang');
INSERT INTO platform.staff VALUES ('S0359', '郑诗涵', 'JS-NT-HM', NULL, 'leader unit_head', NULL, NULL, true, 'ZhengShihan');
INSERT INTO platform.staff VALUES ('S0360', '周岚', 'JS-NT-HM', 'SALES', 'leader reporter', NULL, NULL, true, 'ZhouLan');
INSERT INTO platform.staff VALUES ('S0361', '王子涵', 'JS-NT-HM', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'WangZihan');
INSERT INTO platform.staff VALUES ('S0362', '邵家豪', 'JS-NT-HM', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'ShaoJiahao');
INSERT INTO platform.staff VALUES ('S0363', '徐一鸣', 'JS-NT-HM', 'CLAIMS', 'reporter', NULL, NULL, true, 'XuYiming');
INSERT INTO platform.staff VALUES ('S0364', '萧国栋', 'JS-NT-HM', 'CLAIMS', 'reporter', NULL, NULL, true, 'XiaoGuodong');
INSERT INTO platform.staff VALUES ('S0365', '武岚', 'JS-NT-HM', 'SALES', 'reporter', NULL, NULL, true, 'WuLan');
INSERT INTO platform.staff VALUES ('S0366', '吴长江', 'JS-NT-HM', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'WuChangjiang');
INSERT INTO platform.staff VALUES ('S0367', '萧佳琪', 'JS-NT-HM', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'XiaoJiaqi');
INSERT INTO platform.staff VALUES ('S0368', '余丽娟', 'JS-NT-QD', 'CLAIMS', 'reporter', NULL, NULL, true, 'YuLijuan');
INSERT INTO platform.staff VALUES ('S0369', '高彩云', 'JS-NT-QD', 'SALES', 'leader reporter unit_head', NULL, NULL, true, 'GaoCaiyun');
INSERT INTO platform.staff VALUES ('S0370', '林家豪', 'JS-NT-QD', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'LinJiahao');
INSERT INTO platform.staff VALUES ('S0371', '傅佳琪', 'JS-NT-QD', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'FuJiaqi');
INSERT INTO platform.staff VALUES ('S0372', '汪振华', 'JS-NT-QD', 'CLAIMS', 'reporter', NULL, NULL, true, 'WangZhenhua');
INSERT INTO platform.staff VALUES ('S0373', '梁波', 'JS-NT-QD', 'CLAIMS', 'reporter', NULL, NULL, true, 'LiangBo');
INSERT INTO platform.staff VALUES ('S0374', '谭振华', 'JS-NT-QD', 'SALES', 'reporter', NULL, NULL, true, 'TanZhenhua');
INSERT INTO platform.staff VALUES ('S0375', '沈莉', 'JS-NT-QD', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'ShenLi');
INSERT INTO platform.staff VALUES ('S0376', '刘超', 'JS-NT-QD', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'LiuChao');
INSERT INTO platform.staff VALUES ('S0377', '孙亚男', 'JS-XZ', NULL, 'leader unit_head', NULL, NULL, true, 'SunYanan');
INSERT INTO platform.staff VALUES ('S0378', '汤旭', 'JS-XZ', NULL, 'leader line_executive', NULL, 'S0379', true, 'TangXu');
INSERT INTO platform.staff VALUES ('S0379', '袁桂芳', 'JS-XZ', NULL, 'leader line_executive', NULL, 'S0378', true, 'YuanGuifang');
INSERT INTO platform.staff VALUES ('S0380', '许少华', 'JS-XZ-KF', NULL, 'customer_service leader', 'S0379', NULL, true, 'XuShaohua');
INSERT INTO platform.staff VALUES ('S0381', '曾倩', 'JS-XZ-KF', NULL, 'customer_service', NULL, NULL, true, 'ZengQian');
INSERT INTO platform.staff VALUES ('S0382', '周瑶', 'JS-XZ-KF', NULL, 'customer_service', NULL, NULL, true, 'ZhouYao');
INSERT INTO platform.staff VALUES ('S0383', '谢静怡', 'JS-XZ-LP', 'CLAIMS', 'leader unit_head', 'S0378', NULL, true, 'XieJingyi');
INSERT INTO platform.staff VALUES ('S0384', '许兰英', 'JS-XZ-LP', 'CLAIMS', 'leader reporter', NULL, NULL, true, 'XuLanying');
INSERT INTO platform.staff VALUES ('S0385', '冯波', 'JS-XZ-LP', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'FengBo');
INSERT INTO platform.staff VALUES ('S0386', '蔡晨', 'JS-XZ-LP', 'CLAIMS', 'reporter unit_handler', NULL, NULL, true, 'CaiChen');
INSERT INTO platform.staff VALUES ('S0387', '朱蕾', 'JS-XZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZhuLei');
INSERT INTO platform.staff VALUES ('S0388', '余兰英', 'JS-XZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'YuLanying');
INSERT INTO platform.staff VALUES ('S0389', '曾静', 'JS-XZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'ZengJing');
INSERT INTO platform.staff VALUES ('S0390', '江斌', 'JS-XZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'JiangBin');
INSERT INTO platform.staff VALUES ('S0391', '金宁', 'JS-XZ-LP', 'CLAIMS', 'reporter', NULL, NULL, true, 'JinNing');
INSERT INTO platform.staff VALUES ('S0392', '吴丽娟', 'JS-XZ-CB', 'UNDERWRITING', 'leader unit_head', 'S0378', NULL, true, 'WuLijuan');
INSERT INTO platform.staff VALUES ('S0393', '任天宇', 'JS-XZ-CB', 'UNDERWRITING', 'unit_handler', NULL, NULL, true, 'RenTianyu');
INSERT INTO platform.staff VALUES ('S0394', '秦宁', 'JS-XZ-CB', 'POLICY_ISSUANCE', 'reporter unit_handler', NULL, NULL, true, 'QinNing');
INSERT INTO platform.staff VALUES ('S0395', '萧若曦', 'JS-XZ-CB', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'XiaoRuoxi');
INSERT INTO platform.staff VALUES ('S0396', '马岚', 'JS-XZ-CB', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'MaLan');
INSERT INTO platform.staff VALUES ('S0397', '曾振华', 'JS-XZ-XS', 'SALES', 'leader unit_head', 'S0379', NULL, true, 'ZengZhenhua');
INSERT INTO platform.staff VALUES ('S0398', '薛莉', 'JS-XZ-XS', 'SALES', 'leader reporter', NULL, NULL, true, 'XueLi');
INSERT INTO platform.staff VALUES ('S0399', '熊美玲', 'JS-XZ-XS', 'SALES', 'unit_handler', NULL, NULL, true, 'XiongMeiling');
INSERT INTO platform.staff VALUES ('S0400', '黄佳琪', 'JS-XZ-XS', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'HuangJiaqi');
INSERT INTO platform.staff VALUES ('S0401', '罗峰', 'JS-XZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'LuoFeng');
INSERT INTO platform.staff VALUES ('S0402', '苏海涛', 'JS-XZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'SuHaitao');
INSERT INTO platform.staff VALUES ('S0403', '沈超', 'JS-XZ-XS', 'SALES', 'reporter', NULL, NULL, true, 'ShenChao');
INSERT INTO platform.staff VALUES ('S0404', '郑文斌', 'JS-XZ-DW', 'TELE_ONLINE_SALES', 'leader unit_head', 'S0379', NULL, true, 'ZhengWenbin');
INSERT INTO platform.staff VALUES ('S0405', '钟丽华', 'JS-XZ-DW', 'TELE_ONLINE_SALES', 'unit_handler', NULL, NULL, true, 'ZhongLihua');
INSERT INTO platform.staff VALUES ('S0406', '赖正阳', 'JS-XZ-DW', 'TELE_ONLINE_SALES', 'reporter unit_handler', NULL, NULL, true, 'LaiZhengyang');
INSERT INTO platform.staff VALUES ('S0407', '蔡凯', 'JS-XZ-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'CaiKai');
INSERT INTO platform.staff VALUES ('S0408', '梁芳', 'JS-XZ-DW', 'TELE_ONLINE_SALES', 'reporter', NULL, NULL, true, 'LiangFang');
INSERT INTO platform.staff VALUES ('S0409', '蔡德胜', 'JS-XZ-PZ', NULL, 'leader unit_head', NULL, NULL, true, 'CaiDesheng');
INSERT INTO platform.staff VALUES ('S0410', '周桂芳', 'JS-XZ-PZ', 'SALES', 'leader reporter', NULL, NULL, true, 'ZhouGuifang');
INSERT INTO platform.staff VALUES ('S0411', '刘晓东', 'JS-XZ-PZ', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'LiuXiaodong');
INSERT INTO platform.staff VALUES ('S0412', '黄艳', 'JS-XZ-PZ', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'HuangYan');
INSERT INTO platform.staff VALUES ('S0413', '余帆', 'JS-XZ-PZ', 'CLAIMS', 'reporter', NULL, NULL, true, 'YuFan02');
INSERT INTO platform.staff VALUES ('S0414', '宋晓', 'JS-XZ-PZ', 'CLAIMS', 'reporter', NULL, NULL, true, 'SongXiao');
INSERT INTO platform.staff VALUES ('S0415', '熊素珍', 'JS-XZ-PZ', 'SALES', 'reporter', NULL, NULL, true, 'XiongSuzhen');
INSERT INTO platform.staff VALUES ('S0416', '谭建国', 'JS-XZ-PZ', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'TanJianguo');
INSERT INTO platform.staff VALUES ('S0417', '姜刚', 'JS-XZ-PZ', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'JiangGang');
INSERT INTO platform.staff VALUES ('S0418', '宋诗涵', 'JS-XZ-XY', NULL, 'leader unit_head', NULL, NULL, true, 'SongShihan');
INSERT INTO platform.staff VALUES ('S0419', '吕涛', 'JS-XZ-XY', 'SALES', 'leader reporter', NULL, NULL, true, 'LvTao');
INSERT INTO platform.staff VALUES ('S0420', '杨磊', 'JS-XZ-XY', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'YangLei');
INSERT INTO platform.staff VALUES ('S0421', '王金凤', 'JS-XZ-XY', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'WangJinfeng');
INSERT INTO platform.staff VALUES ('S0422', '吴杰', 'JS-XZ-XY', 'CLAIMS', 'reporter', NULL, NULL, true, 'WuJie');
INSERT INTO platform.staff VALUES ('S0423', '唐爱华', 'JS-XZ-XY', 'CLAIMS', 'reporter', NULL, NULL, true, 'TangAihua');
INSERT INTO platform.staff VALUES ('S0424', '宋楠', 'JS-XZ-XY', 'SALES', 'reporter', NULL, NULL, true, 'SongNan');
INSERT INTO platform.staff VALUES ('S0425', '吕宁', 'JS-XZ-XY', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'LvNing');
INSERT INTO platform.staff VALUES ('S0426', '王素珍', 'JS-XZ-XY', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'WangSuzhen');
INSERT INTO platform.staff VALUES ('S0427', '汪子涵', 'JS-XZ-FX', 'CLAIMS', 'reporter unit_handler', NULL, NULL, true, 'WangZihan02');
INSERT INTO platform.staff VALUES ('S0428', '范慧敏', 'JS-XZ-FX', 'SALES', 'reporter', NULL, NULL, true, 'FanHuimin');
INSERT INTO platform.staff VALUES ('S0429', '何昊', 'JS-XZ-FX', 'CLAIMS', 'unit_handler', NULL, NULL, true, 'HeHao');
INSERT INTO platform.staff VALUES ('S0430', '黄璐', 'JS-XZ-FX', 'SALES', 'reporter unit_handler', NULL, NULL, true, 'HuangLu');
INSERT INTO platform.staff VALUES ('S0431', '武长江', 'JS-XZ-FX', 'CLAIMS', 'reporter', NULL, NULL, true, 'WuChangjiang02');
INSERT INTO platform.staff VALUES ('S0432', '田宏伟', 'JS-XZ-FX', 'CLAIMS', 'reporter', NULL, NULL, true, 'TianHongwei');
INSERT INTO platform.staff VALUES ('S0433', '杜刚', 'JS-XZ-FX', 'SALES', 'reporter', NULL, NULL, true, 'DuGang');
INSERT INTO platform.staff VALUES ('S0434', '贺婷婷', 'JS-XZ-FX', 'POLICY_ISSUANCE', 'reporter', NULL, NULL, true, 'HeTingting');
INSERT INTO platform.staff VALUES ('S0435', '王启明', 'JS-XZ-FX', 'UNDERWRITING', 'reporter', NULL, NULL, true, 'WangQiming');
INSERT INTO platform.tokens VALUES ('fa5110b38f499c22d580dac9dbe6852d852654fc1487c381cea8256d4f5aa2a5', '01935000-7000-8000-b713-0d07705ff5d5', 'S0118', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('5ad9dcc6b0d069b2162f6f9c81dd0d8a28d8a28c84728bff739f98c09678b8d6', '01935000-7000-8000-554a-86c0efaa71ea', 'S0127', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('c906391f7bafe842082004b7754f654dad3ab2e2aefedf06f0e723875c180f65', '01935000-7000-8000-f382-007a6ef4edff', 'S0136', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('84332f34bd3d0e3f66dff2d049e6cbdd13e201fbd9a22ba6ca2af3f784c50b2e', '01935000-7000-8000-91b9-7a33ee3f6a14', 'S0177', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('18f7f6bcfe97eaa34fb72b95356469d1edbcd50d5b1746812d71cfaa897fbd12', '01935000-7000-8000-2ff0-f3ed6d89e629', 'S0186', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('818932bdd64d11830c7d8237eb20c9a97966d92e0155da4d331b0c3fc28d7f98', '01935000-7000-8000-ce28-6da6ecd4623e', 'S0195', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('685a829abc258ac8a8206110169d85af2260cbc05e50136a813250dc0f1796a2', '01935000-7000-8000-6c5f-e7606c1ede53', 'S0236', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('9b9ee987b6e3801ee03c8e6018e73ddca9b16034dbde76c4417bbca3c0854caa', '01935000-7000-8000-0a97-6119eb695a68', 'S0245', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('7a098a4fa0bc7fef5aa8641ab58b8c55b7b9ccf6c8a0c6a742dc4488b0025570', '01935000-7000-8000-a8ce-dad36ab3d67d', 'S0254', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0c538a0f1efedb7a3e46892f51a25ed94d41f5a0d70bcb6759e448c5fe726ef1', '01935000-7000-8000-4706-548ce9fe5292', 'S0295', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('bc7cf214413bc7bf0028940d55edfbaf6a1aee67f37daadd5632f229688aed8c', '01935000-7000-8000-e53d-ce466948cea7', 'S0304', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('d26d4243ffdf65f24e8c268cd0b7a42266be9cc043b34faa99805a79cd383b65', '01935000-7000-8000-8375-47ffe8934abc', 'S0313', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('97631082f2c0e8e9060772c1f78fe806d451ca3b01709625e0f372b86dc74dad', '01935000-7000-8000-21ac-c1b967ddc6d1', 'S0354', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('aac56972f2a51511fbf09132b7b2eee2e0405d88631a48bea258dee9beec4562', '01935000-7000-8000-bfe4-3b72e72842e6', 'S0363', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('8b9ec1b81c9704f1f72f55f54a893416a04d7f70f4e04b025c6848b2746961d3', '01935000-7000-8000-5e1b-b52c6672befb', 'S0368', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('cbd270c82e0c347a08043ea659f743f1e82aa1d1da133acb04d670315913f17a', '01935000-7000-8000-fc53-2ee5e5bd3b10', 'S0413', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('e31846a4f06ab0dd232582e31bd1a2e3784494d9bb719e379199bd7c42314f46', '01935000-7000-8000-9a8a-a89f6507b725', 'S0422', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('6049c61caefd1495085e97234b3983478d14298b37648da1ce56d4dd66e6a855', '01935000-7000-8000-38c2-2258e452333a', 'S0428', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('3384291a2a2b1b17013da476b19ff6448655ebab68a2f1fc7c7a8ca809f79587', '01935000-7000-8000-d6f9-9c12639caf4f', 'S0092', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('ce189ddb401c343dc43efdc8995cb8a5378d107a9ee8f4c8aef2b0c8861ffe3d', '01935000-7000-8000-7531-15cbe2e72b64', 'S0100', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('1f3f0c889a1bde501c6c5dcbeffd5414a7794e30e3aab5613931079d092ca120', '01935000-7000-8000-1368-8f856231a779', 'S0114', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('53b3ecfc61817a6262bf0c5a85e291a7e090b837a8a1fb3c7ef5dc4b4a353c81', '01935000-7000-8000-b1a0-093ee17c238e', 'S0124', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('cc695bc0ee0bd3923cf8685cc99dd83782af14113c43bf7324da8a4c57b351a0', '01935000-7000-8000-4fd7-82f860c69fa3', 'S0133', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('98e5e0a20b94bd11c49deaebb1c0dcef03156fea607ddcde3d86734ad163775d', '01935000-7000-8000-ee0e-fcb1e0111bb8', 'S0029', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('65a605b0c8710fcfc4d66ac8954899b0c92ff76b9214c017b2da740872119e4d', '01935000-7000-8000-8c46-766b5f5b97cd', 'S0030', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('3e75a130754d6d7af95ed6eecf9b89a2104fc034df47c174737dcfca11bf36c3', '01935000-7000-8000-2a7d-f024dea613e2', 'S0031', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('e5768df1ec99a7d56671e4c7c43c7ff711bd0d85e5b3f563f13ef04a004289f5', '01935000-7000-8000-c8b5-69de5df08ff7', 'S0019', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('a489769fd0c39dacf6838eff866e60a5e49d2a0e576f86428cf99e44da7807ab', '01935000-7000-8000-66ec-e397dd3b0c0c', 'S0020', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('98f7bedfdfa3bfc8c26d3ee0bc08a3085291107a27a6624ba5c20f299df5342c', '01935000-7000-8000-0524-5d515c858821', 'S0021', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('7ec95f663286414e80b521f6eaccbfa61b8c61b6c9ef9a8b3f5e69b7123a4135', '01935000-7000-8000-a35b-d70adbd00436', 'S0018', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('886d6eeac76f2719a9cdedd3546a2d4b89b6ef836b5b4c4586a364e212317fc4', '01935000-7000-8000-4193-50c45b1a804b', 'S0017', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('8f954f78a8fe751392959724f9f8b523e7f682db1030f27b2c14293df126fe40', '01935000-7000-8000-dfca-ca7dda64fc60', 'S0014', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('4426325111f2bc34a0b9442be45d2d6c69c23730a98bc580cfa018e8d2d5d7d2', '01935000-7000-8000-7e02-443759af7875', 'S0123', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0dcb2df3918eb44fdf62fe9f3817d4499a3ff80c83f1af04008b9ea19ae0dcb5', '01935000-7000-8000-1c39-bdf0d8f9f48a', 'S0173', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('f4b5b910008d0ce57cbbf6b52c9c6721f1a1a2b7566951a4f1325743721c7053', '01935000-7000-8000-ba71-37aa5844709f', 'S0116', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('5909f6ba73f4266e2727af48a24fcece42ca9d59ca0a9958eff3e4c544589307', '01935000-7000-8000-58a8-b163d78eecb4', 'S0125', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('2957e4ce42cb54cae7ecc50044f2ee371b578d4983b5669607e6c76ba18370ea', '01935000-7000-8000-f6e0-2b1d56d968c9', 'S0134', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('c8b25571b9eb9449d7b42a96b90117851780b49b7e721ab7c8f2837f4c01179d', '01935000-7000-8000-9517-a4d6d623e4de', 'S0083', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('fb76c5b205b3a0baaaa6819c83e62b1eb098fdd2da3531decd0bf1f482d396bc', '01935000-7000-8000-334f-1e90556e60f3', 'S0142', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('68c7485de1be4539b6b802e91cf8c4cbb6ca79f30cd1f4ee2af768f8254fd30c', '01935000-7000-8000-d186-9849d4b8dd08', 'S0201', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0e7b1c815ae67c717a0675276b7ef0f94bd3f7ea5b670f7d38c440fc1257b017', '01935000-7000-8000-6fbe-12035403591d', 'S0086', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('6bb869e749d2762d12db2b236d9908cdd51075dac55f9858060fb563af3eb33b', '01935000-7000-8000-0df5-8bbcd34dd532', 'S0145', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('c512e9eba8e07feb1d8ba89f618afdfa70cfa0ebddc59d09e633fa496158bac2', '01935000-7000-8000-ac2d-057652985147', 'S0204', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('6ff8a8778d68549c64b9139e6b2c50edd2ac9cd0c452146624d467d6860275ef', '01935000-7000-8000-4a64-7f2fd1e2cd5c', 'S0077', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('17b2db74f2b623abeeacd7957fbcf15638bbf5ee95e1925d505bf609e8d3aee4', '01935000-7000-8000-e89b-f8e9512d4971', 'S0078', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('07ae14969ee241fa3ca418dda879833e476a88dc977f2caacd457ddae0296fe3', '01935000-7000-8000-86d3-72a2d077c586', 'S0076', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0c354557068d9a189fbb3874b36ecb351ece9fc7805bfe5950a7e76da5a87696', '01935000-7000-8000-250a-ec5c4fc2419b', 'S0081', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('c106b7d01a70e43768a09a651d7e69536ac4faf86b3b4e0675849f110ba481ac', '01935000-7000-8000-c342-6615cf0cbdb0', 'S0009', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('3a6a6a9b1494ced7fb5ee058d16164547f2253aa0095ccf9dda99307ff9be4d3', '01935000-7000-8000-6179-dfcf4e5739c5', 'S0080', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('2cb4f240af065b92fc9aa6626fae9c53d8bace04dbbfe77829984eac74cb4f44', '01935000-7000-8000-ffb1-5988cda1b5da', 'S0079', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('d50aa2eef22fcce26e62a7f6f8d03ca1c3ae1f2e25c9296dd48b7933b1541ab3', '01935000-7000-8000-9de8-d3424cec31ef', 'S0007', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('61889e33beef7d99aac5aabb230080f67cdc1c99145a327c5d70811f60c0f7cb', '01935000-7000-8000-3c20-4cfbcc36ae04', 'S0006', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('c3c3a9def7e0da7e16defeb50a664500af5d6deb24aca3633cacc69c1ef4ed68', '01935000-7000-8000-da57-c6b54b812a19', 'S0115', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('21e2b5947af918006e474a5fbd5b822b7a3490f847c34e155a54b704506b133c', '01935000-7000-8000-788f-406ecacba62e', 'S0082', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('6304ff6f40209cec59923fa6a634008b97fe5d4166c85ea2369999cb6d19255f', '01935000-7000-8000-16c6-ba284a162243', 'S0010', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('e91f382d3be03d43982070db4a4becbbc5bdb89e2fb986140413901175581b42', '01935000-7000-8000-b4fe-33e1c9609e58', 'S0011', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('a30920f03f2e2130a57ee4759a253f68c61c833db2a69e22650c3c62f4f9c3fe', '01935000-7000-8000-5335-ad9b48ab1a6d', 'S0001', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('e33f43ebf6f2cd8f7ac4ef8d5c0dd56dcfb62592e2329f172462954c3d968aad', '01935000-7000-8000-f16d-2754c7f59682', 'S0002', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('f1ac88ec6af78ffd68fb1e3ebc68bd6eb2ad778c2144f097199ca62bf98ebae6', '01935000-7000-8000-8fa4-a10e47401297', 'S0132', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('752f9ddfeb1ae1f842496511fe0f356e052c8aac62625d1d4789c1b9ee4cf9a6', '01935000-7000-8000-2ddc-1ac7c68a8eac', 'S0174', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('960986f2bb6bcdf1b65faf1a439897f7a95a7c317891300227619232f573fe0a', '01935000-7000-8000-cc13-948145d50ac1', 'S0141', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0f904c50b8cd4a3bf7f3612c8e32894bbcaa19d0fc30703eb276cd25dc7eb623', '01935000-7000-8000-6a4b-0e3ac51f86d6', 'S0182', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('56e58a4890da6632664cbdd6a190be1183208d94fd72914eb7f534535bc6305b', '01935000-7000-8000-0882-87f4446a02eb', 'S0183', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0726e135215488f89d171c27c97f77306c0c2ed1f5f972433d1b67429353dd7f', '01935000-7000-8000-a6ba-01adc3b47f00', 'S0147', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('ffa09ae1eed76ca7fe0b19beff2b63b07f2ef4a0f19d2ce8b1f5d547945ec161', '01935000-7000-8000-44f1-7b6742fefb15', 'S0148', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('463a0e0395c187ed985b2e214f9af99689f739411141210bcccc5d4892f973a6', '01935000-7000-8000-e328-f520c249772a', 'S0143', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('77d8f2d832e62f8357bd4d5b3632f08f5917f5de16e85afb3d7947359b12d82b', '01935000-7000-8000-8160-6eda4193f33f', 'S0232', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('64e2fc88c122a27d1ea349e40c844f81d31fcecbd2b2e3b9ee8c9626e3893cdc', '01935000-7000-8000-1f97-e893c0de6f54', 'S0233', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('5016d16fec1865f0c126c6f179e743605e0793e0bf551496006403c77b8204b7', '01935000-7000-8000-bdcf-624d4028eb69', 'S0200', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('a668f358e6866492e1ce09e1ec6662429794fb5c09942fbcdae196d4fe23f53c', '01935000-7000-8000-5c06-dc06bf73677e', 'S0241', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('e44891e230bff885f11e34684e859938e8a0edac3aecb3a5f25cbdf3281b3c17', '01935000-7000-8000-fa3e-55c03ebde393', 'S0242', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('f3bb0e1f26ae89b113dc49dbae13e21592ee01696e84d05d6bb8c4dbda2eac6b', '01935000-7000-8000-9875-cf79be085fa8', 'S0250', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('768d071e101fc3de023c6373f3b2a59671b11b580e442b644e65e9cb8336c7ab', '01935000-7000-8000-36ad-49333d52dbbd', 'S0251', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('6886a1a1396de13bb8c34e7830a898ff18f241760d609dbe354aaee2008d2768', '01935000-7000-8000-d4e4-c2ecbc9d57d2', 'S0291', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('928765e887d7dc7e6be430be982ee386be91e1f37a3f615ff17296733bcfb874', '01935000-7000-8000-731c-3ca63be7d3e7', 'S0292', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0748b7edbe82ae744230f3593c3c76384176ca96cb01ea32698f73052eb0c4ed', '01935000-7000-8000-1153-b65fbb324ffc', 'S0259', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('9d8ea54f8d994ce6e5411442580dbcf523ccca8aab4fc4c6f1733ba40999f26d', '01935000-7000-8000-af8b-30193a7ccc11', 'S0260', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('a0eb73b3790eeb7868d9926e87d328e337abb5bbd1ea216b389b5144b513efc9', '01935000-7000-8000-4dc2-a9d2b9c74826', 'S0301', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('653b13241b769d7af7c6350bfba71c5bc6ddbd5d14e569437dd0d4c0d3e4f9fa', '01935000-7000-8000-ebfa-238c3911c43b', 'S0309', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('18d8a9ad5ac0eedd1f342363963f907e8530979043e7ef4a53656bf063f88b87', '01935000-7000-8000-8a31-9d45b85c4050', 'S0310', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('2713abfa81c7da49da7a4a04b49112104fd17f9c1ee830854d361c5f511940ba', '01935000-7000-8000-2869-16ff37a6bc65', 'S0350', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('5608e45d438082937173a0b619001f4ed6abcdc270e2a01a72372044f5548499', '01935000-7000-8000-c6a0-90b8b6f1387a', 'S0351', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('82c9895747b2cee961bb1679b685ed00a29844e5bb1143fcf52d52fd8729b6f7', '01935000-7000-8000-64d8-0a72363bb48f', 'S0318', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('6b87f7600319ba316a3b336673af1881508d8e2d838881bda0deb5910f4e7169', '01935000-7000-8000-030f-842bb58630a4', 'S0319', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('74ad0683260cf1c6d9b859bd4369cbb90bfdf45da00ad25c6b7ebfb9718872ad', '01935000-7000-8000-a146-fde534d0acb9', 'S0359', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('42fede3f020060bcd354935a0b01cdba63ea7cb6f3fa6a5dfc4587771773ed5f', '01935000-7000-8000-3f7e-779eb41b28ce', 'S0360', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('202ebb148ea5c29a7429520f63c380b44af8d1ad6c674362015682d86c7b967b', '01935000-7000-8000-ddb5-f1583365a4e3', 'S0369', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('b32e72e31c6133cde5d8afe1b93abdd4bc265bdbd80d5a3ad2d748d35c527f4d', '01935000-7000-8000-7bed-6b11b2b020f8', 'S0409', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('cb06c93283dec8f2deb539563912ebd7abbabdfb1205e989245740630a748df8', '01935000-7000-8000-1a24-e4cb31fa9d0d', 'S0410', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('315f996266d87ef0a62eae9dd3a8bbb28b6c8440a68127d3ae15b731fcfad015', '01935000-7000-8000-b85c-5e84b1451922', 'S0377', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('1c218920d7c995c8f0e7f49d7789ac1b3dc052561d8e8658b289412f900df643', '01935000-7000-8000-5693-d83e308f9537', 'S0378', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('cb42866326716eccd98f7bd1982c3feca275d2445b38048b067869a32b7963fd', '01935000-7000-8000-f4cb-51f7afda114c', 'S0418', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('cc6995f6182b5c61ff79faa2154195e68eb79e2342aaf1496296e1d193060379', '01935000-7000-8000-9302-cbb12f248d61', 'S0419', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('9e4b685c88a841c5a5c11d7b4a58fa886b1ff4a059af6a0443c7c7f4dc945119', '01935000-7000-8000-313a-456aae6f0976', 'S0088', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('23f46dd976c68bfda496e4af7bcca694d1fbd16e4b2711b1ace1e225865a711e', '01935000-7000-8000-cf71-bf242db9858b', 'S0089', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('c072315938e885151c643598c3721b0df5fc4f572eea4c412070828e69d129ef', '01935000-7000-8000-6da9-38ddad0401a0', 'S0084', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('ab7a4024fa7f61428c34a1754a7659ad95d1fc85deccc4ee76dd8a7c5f0dd54c', '01935000-7000-8000-0be0-b2972c4e7db5', 'S0097', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('d214e4e1aac3709a51731be847abf63f60233118576711e5ae9cf3bd2506524d', '01935000-7000-8000-aa18-2c50ab98f9ca', 'S0027', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('6cfbf5260155f05de041f775876086ae7d69b7eceab6ff828d3d6e69b8b0fd06', '01935000-7000-8000-484f-a60a2ae375df', 'S0028', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0726ef3ec0bed87b24fa2670634df584c3f043bfbc22c66a0b4dfe2f49b4ea85', '01935000-7000-8000-e687-1fc3aa2df1f4', 'S0015', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('2747b01a72ce54657bf758c9d00da74a2a82a36c8ce5a80f94cd06f699537bf1', '01935000-7000-8000-84be-997d29786e09', 'S0013', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('ed58f8cb09d52e56a71c09dc06b7dbdbe780ed12465007c1abd7e22e5dedafb8', '01935000-7000-8000-22f6-1336a8c2ea1e', 'S0012', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('7f21c8690bf31b3d7e9ab2e5e3458b60598f78441822f5add638d6a77cd93edb', '01935000-7000-8000-c12d-8cf0280d6633', 'S0085', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('40a4f47372f40be432fc62fe07165d05a3415ac158f0c77c7876236c9463818b', '01935000-7000-8000-5f65-06a9a757e248', 'S0144', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('4d7e35a81b86ca5bcb2f5913e528bad8890181a4c02b87c3a640ccb77f6f2113', '01935000-7000-8000-fd9c-806326a25e5d', 'S0203', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('91b94adfe3088d1575286242986cb0c03be1f8f82cb293d625b2ebb91fad0bfd', '01935000-7000-8000-9bd3-fa1ca5ecda72', 'S0202', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('1075bbccca58bd4a414e4b298edb167b9735ea5b0480c9e30e957695c333112c', '01935000-7000-8000-3a0b-73d625375687', 'S0008', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('549ce18847bd11db069e4e2660a9a76e28b1da03b54c1122f03555576bbeac56', '01935000-7000-8000-d842-ed8fa481d29c', 'S0016', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('34096d8db7defb74cff6da6050a3349847df50bd1996361d8eb6b9c981f6fcc1', '01935000-7000-8000-767a-674923cc4eb1', 'S0302', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('0973f3addf8ad13a8516cfcd53ba25c2838fb843e8d6befbac2a99494a2098b1', '01935000-7000-8000-14b1-e102a316cac6', 'S0293', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('3008d2894d92635fcf8512fd13da60be07e67cc6f8575204a15c1e0cbe53ded6', '01935000-7000-8000-b2e9-5abc226146db', 'S0311', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('2635b003fccdf66769bded96a996ce057bc48bf67a514d777f6e21eb55ad419d', '01935000-7000-8000-5120-d475a1abc2f0', 'S0098', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('fba3c0dd9a1db6203988d8250935e31e1980633b95f873263c0bcb0c2ef6c8aa', '01935000-7000-8000-ef58-4e2f20f63f05', 'S0090', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('38a8495bc38449826f1206e72c2f7ccd9cf85995877669918257cb6cd00e51cf', '01935000-7000-8000-8d8f-c7e8a040bb1a', 'S0361', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('5113bc80373868fe42d8d5f8543c72074acbd92008da790f64a4f0ade675c065', '01935000-7000-8000-2bc7-41a21f8b372f', 'S0352', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('c92ea3b25e6174b6f01f8f8e946d31078236693880e1cfc907826ac3530b1b6d', '01935000-7000-8000-c9fe-bb5b9ed5b344', 'S0184', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('01c3c4d88035409a76864ebaaea4e4e972c8b7cd29dee103a314dfc08cd3dee7', '01935000-7000-8000-6836-35151e202f59', 'S0175', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('aea571fbe55d82ca4edfd68ac6ea2b604cde0730357ee1ec47f214ca03260a50', '01935000-7000-8000-066d-aece9d6aab6e', 'S0149', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('30f361eaac52d10e22acecbbf1adc97bdfedc076c71e3e25a3341ccc148ec4a1', '01935000-7000-8000-a4a5-28881cb52783', 'S0252', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('4ab05c54809be293419a5ca310cc011357d668c0daa16e321eace0369d01c74a', '01935000-7000-8000-42dc-a2419bffa398', 'S0234', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('2f7274c5ba52604a4c9210ec9845a4505596d9ffaae06451f6b44477568e0697', '01935000-7000-8000-e114-1bfb1b4a1fad', 'S0243', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('94ba3bab0727a7694443f9e0716061fea0cb569550e4e5487b79c956ae3b2bb6', '01935000-7000-8000-7f4b-95b49a949bc2', 'S0411', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('353b4d596495101552cdb548d19ea7be266e0e7b54010de2b59c928422486671', '01935000-7000-8000-1d83-0f6e19df17d7', 'S0420', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('44191e4070e1f874e7a8a18accbe210b7a4e65e29f95d0bdfc3cf6cfbba323a7', '01935000-7000-8000-bbba-8927992993ec', 'S0003', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('64c8b916069868118ab6e41e671d65b8e7d2fa2fce4abb244a8cf6ac26935d9f', '01935000-7000-8000-59f2-02e118741001', 'S0261', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('6752d4c7e0dee515fcdff0d1342c737f194ce9d185c977a93c02eed33824a5a8', '01935000-7000-8000-f829-7c9a97be8c16', 'S0320', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('65f3b36a077006656a416297de365054c164c4616962d84217252ef684f2fe23', '01935000-7000-8000-9660-f6541709082b', 'S0379', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.tokens VALUES ('8887958b746125813ff3db401ee97da007aa24bd2ea76252c8d8f5bd769b2080', '01935000-7000-8000-3498-700d96538440', 'S0262', 'demo', '2026-11-23 01:00:00+00', NULL, NULL);
INSERT INTO platform.units VALUES ('JS', '江苏省分公司', 2, 'ZGS', 'S0010', 'S0011');
INSERT INTO platform.units VALUES ('JS-95518', '江苏95518客户服务中心', 2, 'JS', 'S0014', 'S0015');
INSERT INTO platform.units VALUES ('JS-95518-TS', '95518投诉组', 2, 'JS-95518', 'S0017', 'S0018');
INSERT INTO platform.units VALUES ('JS-95518-ZX', '95518座席组', 2, 'JS-95518', 'S0027', 'S0028');
INSERT INTO platform.units VALUES ('JS-CB', '江苏省分公司承保部', 2, 'JS', 'S0051', 'S0052');
INSERT INTO platform.units VALUES ('JS-CD', '江苏省分公司出单中心', 2, 'JS', 'S0051', 'S0056');
INSERT INTO platform.units VALUES ('JS-CZ', '常州中心支公司', 3, 'JS', 'S0259', 'S0260');
INSERT INTO platform.units VALUES ('JS-CZ-CB', '常州承保出单中心', 3, 'JS-CZ', 'S0274', NULL);
INSERT INTO platform.units VALUES ('JS-CZ-DW', '常州电网销部', 3, 'JS-CZ', 'S0286', NULL);
INSERT INTO platform.units VALUES ('JS-CZ-JT', '金坛支公司', 4, 'JS-CZ', 'S0300', 'S0301');
INSERT INTO platform.units VALUES ('JS-CZ-KF', '常州中心支公司客户服务部', 3, 'JS-CZ', 'S0262', NULL);
INSERT INTO platform.units VALUES ('JS-CZ-LP', '常州理赔中心', 3, 'JS-CZ', 'S0265', 'S0266');
INSERT INTO platform.units VALUES ('JS-CZ-LY', '溧阳支公司', 4, 'JS-CZ', 'S0291', 'S0292');
INSERT INTO platform.units VALUES ('JS-CZ-WJ', '武进支公司', 4, 'JS-CZ', 'S0309', 'S0310');
INSERT INTO platform.units VALUES ('JS-CZ-XS', '常州销售部', 3, 'JS-CZ', 'S0279', 'S0280');
INSERT INTO platform.units VALUES ('JS-DW', '江苏省分公司电网销中心', 2, 'JS', 'S0066', 'S0067');
INSERT INTO platform.units VALUES ('JS-KF', '江苏省分公司客户服务部', 2, 'JS', 'S0041', NULL);
INSERT INTO platform.units VALUES ('JS-LP', '江苏省分公司理赔部', 2, 'JS', 'S0045', 'S0046');
INSERT INTO platform.units VALUES ('JS-NJ', '南京中心支公司', 3, 'JS', 'S0082', 'S0083');
INSERT INTO platform.units VALUES ('JS-NJ-CB', '南京承保出单中心', 3, 'JS-NJ', 'S0097', NULL);
INSERT INTO platform.units VALUES ('JS-NJ-DW', '南京电网销部', 3, 'JS-NJ', 'S0109', NULL);
INSERT INTO platform.units VALUES ('JS-NJ-GL', '鼓楼支公司', 4, 'JS-NJ', 'S0114', 'S0115');
INSERT INTO platform.units VALUES ('JS-NJ-JN', '江宁支公司', 4, 'JS-NJ', 'S0123', 'S0124');
INSERT INTO platform.units VALUES ('JS-NJ-KF', '南京中心支公司客户服务部', 3, 'JS-NJ', 'S0085', NULL);
INSERT INTO platform.units VALUES ('JS-NJ-LH', '六合支公司', 4, 'JS-NJ', 'S0132', 'S0133');
INSERT INTO platform.units VALUES ('JS-NJ-LP', '南京理赔中心', 3, 'JS-NJ', 'S0088', 'S0089');
INSERT INTO platform.units VALUES ('JS-NJ-XS', '南京销售部', 3, 'JS-NJ', 'S0102', 'S0103');
INSERT INTO platform.units VALUES ('JS-NK', '江苏省分公司内控审计部', 2, 'JS', 'S0080', NULL);
INSERT INTO platform.units VALUES ('JS-NT', '南通中心支公司', 3, 'JS', 'S0318', 'S0319');
INSERT INTO platform.units VALUES ('JS-NT-CB', '南通承保出单中心', 3, 'JS-NT', 'S0333', NULL);
INSERT INTO platform.units VALUES ('JS-NT-DW', '南通电网销部', 3, 'JS-NT', 'S0345', NULL);
INSERT INTO platform.units VALUES ('JS-NT-HM', '海门支公司', 4, 'JS-NT', 'S0359', 'S0360');
INSERT INTO platform.units VALUES ('JS-NT-KF', '南通中心支公司客户服务部', 3, 'JS-NT', 'S0321', NULL);
INSERT INTO platform.units VALUES ('JS-NT-LP', '南通理赔中心', 3, 'JS-NT', 'S0324', 'S0325');
INSERT INTO platform.units VALUES ('JS-NT-QD', '启东支公司', 4, 'JS-NT', NULL, 'S0369');
INSERT INTO platform.units VALUES ('JS-NT-RG', '如皋支公司', 4, 'JS-NT', 'S0350', 'S0351');
INSERT INTO platform.units VALUES ('JS-NT-XS', '南通销售部', 3, 'JS-NT', 'S0338', 'S0339');
INSERT INTO platform.units VALUES ('JS-SZ', '苏州中心支公司', 3, 'JS', 'S0141', 'S0142');
INSERT INTO platform.units VALUES ('JS-SZ-CB', '苏州承保出单中心', 3, 'JS-SZ', 'S0156', NULL);
INSERT INTO platform.units VALUES ('JS-SZ-CS', '常熟支公司', 4, 'JS-SZ', 'S0182', 'S0183');
INSERT INTO platform.units VALUES ('JS-SZ-DW', '苏州电网销部', 3, 'JS-SZ', 'S0168', NULL);
INSERT INTO platform.units VALUES ('JS-SZ-KF', '苏州中心支公司客户服务部', 3, 'JS-SZ', 'S0144', NULL);
INSERT INTO platform.units VALUES ('JS-SZ-KS', '昆山支公司', 4, 'JS-SZ', 'S0173', 'S0174');
INSERT INTO platform.units VALUES ('JS-SZ-LP', '苏州理赔中心', 3, 'JS-SZ', 'S0147', 'S0148');
INSERT INTO platform.units VALUES ('JS-SZ-WJ', '吴江支公司', 4, 'JS-SZ', 'S0191', 'S0192');
INSERT INTO platform.units VALUES ('JS-SZ-XS', '苏州销售部', 3, 'JS-SZ', 'S0161', 'S0162');
INSERT INTO platform.units VALUES ('JS-WX', '无锡中心支公司', 3, 'JS', 'S0200', 'S0201');
INSERT INTO platform.units VALUES ('JS-WX-CB', '无锡承保出单中心', 3, 'JS-WX', 'S0215', NULL);
INSERT INTO platform.units VALUES ('JS-WX-DW', '无锡电网销部', 3, 'JS-WX', 'S0227', NULL);
INSERT INTO platform.units VALUES ('JS-WX-HS', '惠山支公司', 4, 'JS-WX', 'S0250', 'S0251');
INSERT INTO platform.units VALUES ('JS-WX-JY', '江阴支公司', 4, 'JS-WX', 'S0232', 'S0233');
INSERT INTO platform.units VALUES ('JS-WX-KF', '无锡中心支公司客户服务部', 3, 'JS-WX', 'S0203', NULL);
INSERT INTO platform.units VALUES ('JS-WX-LP', '无锡理赔中心', 3, 'JS-WX', 'S0206', 'S0207');
INSERT INTO platform.units VALUES ('JS-WX-XS', '无锡销售部', 3, 'JS-WX', 'S0220', 'S0221');
INSERT INTO platform.units VALUES ('JS-WX-YX', '宜兴支公司', 4, 'JS-WX', 'S0241', 'S0242');
INSERT INTO platform.units VALUES ('JS-XS', '江苏省分公司销售管理部', 2, 'JS', 'S0061', 'S0062');
INSERT INTO platform.units VALUES ('JS-XX', '江苏省分公司信息技术部', 2, 'JS', 'S0076', NULL);
INSERT INTO platform.units VALUES ('JS-XZ', '徐州中心支公司', 3, 'JS', 'S0377', 'S0378');
INSERT INTO platform.units VALUES ('JS-XZ-CB', '徐州承保出单中心', 3, 'JS-XZ', 'S0392', NULL);
INSERT INTO platform.units VALUES ('JS-XZ-DW', '徐州电网销部', 3, 'JS-XZ', 'S0404', NULL);
INSERT INTO platform.units VALUES ('JS-XZ-FX', '丰县支公司', 4, 'JS-XZ', NULL, NULL);
INSERT INTO platform.units VALUES ('JS-XZ-KF', '徐州中心支公司客户服务部', 3, 'JS-XZ', 'S0380', NULL);
INSERT INTO platform.units VALUES ('JS-XZ-LP', '徐州理赔中心', 3, 'JS-XZ', 'S0383', 'S0384');
INSERT INTO platform.units VALUES ('JS-XZ-PZ', '邳州支公司', 4, 'JS-XZ', 'S0409', 'S0410');
INSERT INTO platform.units VALUES ('JS-XZ-XS', '徐州销售部', 3, 'JS-XZ', 'S0397', 'S0398');
INSERT INTO platform.units VALUES ('JS-XZ-XY', '新沂支公司', 4, 'JS-XZ', 'S0418', 'S0419');
INSERT INTO platform.units VALUES ('ZGS', '总公司', 1, NULL, 'S0001', 'S0002');
INSERT INTO platform.units VALUES ('ZGS-KF', '总公司客户服务部', 1, 'ZGS', 'S0004', NULL);
INSERT INTO platform.units VALUES ('ZGS-SJ', '总公司审计部', 1, 'ZGS', 'S0008', NULL);
INSERT INTO platform.units VALUES ('ZGS-XX', '总公司信息技术部', 1, 'ZGS', 'S0006', NULL);
SELECT pg_catalog.setval('callback.audit_position_seq', 20, true);
SELECT pg_catalog.setval('callback.drafts_position_seq', 1, false);
SELECT pg_catalog.setval('callback.event_log_position_seq', 49, true);
SELECT pg_catalog.setval('callback.messages_position_seq', 6, true);
SELECT pg_catalog.setval('callback.outbox_position_seq', 49, true);
SELECT pg_catalog.setval('callback.parked_position_seq', 1, false);
SELECT pg_catalog.setval('escalation.audit_position_seq', 1, false);
SELECT pg_catalog.setval('escalation.event_log_position_seq', 15, true);
SELECT pg_catalog.setval('escalation.messages_position_seq', 7, true);
SELECT pg_catalog.setval('escalation.outbox_position_seq', 15, true);
SELECT pg_catalog.setval('escalation.parked_position_seq', 2, true);
SELECT pg_catalog.setval('intake.audit_position_seq', 11, true);
SELECT pg_catalog.setval('intake.event_log_position_seq', 11, true);
SELECT pg_catalog.setval('intake.messages_position_seq', 1, false);
SELECT pg_catalog.setval('intake.outbox_position_seq', 11, true);
SELECT pg_catalog.setval('intake.parked_position_seq', 1, false);
SELECT pg_catalog.setval('intake.quality_items_position_seq', 1, false);
SELECT pg_catalog.setval('platform.audit_position_seq', 1, false);
ALTER TABLE ONLY callback.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY callback.answers
    ADD CONSTRAINT answers_pkey PRIMARY KEY (key, scope);
ALTER TABLE ONLY callback.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY callback.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (id);
ALTER TABLE ONLY callback.details
    ADD CONSTRAINT details_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY callback.drafts
    ADD CONSTRAINT drafts_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY callback.event_log
    ADD CONSTRAINT event_log_case_id_sequence_key UNIQUE (case_id, sequence);
ALTER TABLE ONLY callback.event_log
    ADD CONSTRAINT event_log_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY callback.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id);
ALTER TABLE ONLY callback.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);
ALTER TABLE ONLY callback.messages
    ADD CONSTRAINT messages_key_key UNIQUE (key);
ALTER TABLE ONLY callback.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY callback.outbox
    ADD CONSTRAINT outbox_case_id_sequence_key UNIQUE (case_id, sequence);
ALTER TABLE ONLY callback.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY callback.parked
    ADD CONSTRAINT parked_consumer_event_id_key UNIQUE (consumer, event_id);
ALTER TABLE ONLY callback.parked
    ADD CONSTRAINT parked_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY callback.timers
    ADD CONSTRAINT timers_pkey PRIMARY KEY (case_id, kind);
ALTER TABLE ONLY escalation.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY escalation.answers
    ADD CONSTRAINT answers_pkey PRIMARY KEY (key, scope);
ALTER TABLE ONLY escalation.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY escalation.cases
    ADD CONSTRAINT cases_pkey PRIMARY KEY (id);
ALTER TABLE ONLY escalation.event_log
    ADD CONSTRAINT event_log_case_id_sequence_key UNIQUE (case_id, sequence);
ALTER TABLE ONLY escalation.event_log
    ADD CONSTRAINT event_log_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY escalation.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id);
ALTER TABLE ONLY escalation.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);
ALTER TABLE ONLY escalation.messages
    ADD CONSTRAINT messages_key_key UNIQUE (key);
ALTER TABLE ONLY escalation.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY escalation.outbox
    ADD CONSTRAINT outbox_case_id_sequence_key UNIQUE (case_id, sequence);
ALTER TABLE ONLY escalation.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY escalation.parked
    ADD CONSTRAINT parked_consumer_event_id_key UNIQUE (consumer, event_id);
ALTER TABLE ONLY escalation.parked
    ADD CONSTRAINT parked_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY escalation.timers
    ADD CONSTRAINT timers_pkey PRIMARY KEY (case_id, kind);
ALTER TABLE ONLY intake.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY intake.answers
    ADD CONSTRAINT answers_pkey PRIMARY KEY (key, scope);
ALTER TABLE ONLY intake.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY intake.event_log
    ADD CONSTRAINT event_log_case_id_sequence_key UNIQUE (case_id, sequence);
ALTER TABLE ONLY intake.event_log
    ADD CONSTRAINT event_log_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY intake.inbox
    ADD CONSTRAINT inbox_pkey PRIMARY KEY (consumer, event_id);
ALTER TABLE ONLY intake.leases
    ADD CONSTRAINT leases_pkey PRIMARY KEY (name);
ALTER TABLE ONLY intake.messages
    ADD CONSTRAINT messages_key_key UNIQUE (key);
ALTER TABLE ONLY intake.messages
    ADD CONSTRAINT messages_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY intake.outbox
    ADD CONSTRAINT outbox_case_id_sequence_key UNIQUE (case_id, sequence);
ALTER TABLE ONLY intake.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY intake.parked
    ADD CONSTRAINT parked_consumer_event_id_key UNIQUE (consumer, event_id);
ALTER TABLE ONLY intake.parked
    ADD CONSTRAINT parked_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY intake.quality_items
    ADD CONSTRAINT quality_items_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY intake.reports
    ADD CONSTRAINT reports_number_key UNIQUE (number);
ALTER TABLE ONLY intake.reports
    ADD CONSTRAINT reports_pkey PRIMARY KEY (id);
ALTER TABLE ONLY intake.timers
    ADD CONSTRAINT timers_pkey PRIMARY KEY (case_id, kind);
ALTER TABLE ONLY intake.wecom_messages
    ADD CONSTRAINT wecom_messages_pkey PRIMARY KEY (app, delivery);
ALTER TABLE ONLY platform.alembic_version
    ADD CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num);
ALTER TABLE ONLY platform.audit
    ADD CONSTRAINT audit_pkey PRIMARY KEY ("position");
ALTER TABLE ONLY platform.case_keys
    ADD CONSTRAINT case_keys_pkey PRIMARY KEY (case_id);
ALTER TABLE ONLY platform.clock
    ADD CONSTRAINT clock_pkey PRIMARY KEY (id);
ALTER TABLE ONLY platform.directory_version
    ADD CONSTRAINT directory_version_pkey PRIMARY KEY (id);
ALTER TABLE ONLY platform.duty_shifts
    ADD CONSTRAINT duty_shifts_pkey PRIMARY KEY (unit_id, staff_id, from_at, until_at);
ALTER TABLE ONLY platform.leave
    ADD CONSTRAINT leave_pkey PRIMARY KEY (staff_id, from_at, until_at);
ALTER TABLE ONLY platform.line_executives
    ADD CONSTRAINT line_executives_pkey PRIMARY KEY (unit_id, line);
ALTER TABLE ONLY platform.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (staff_id);
ALTER TABLE ONLY platform.tokens
    ADD CONSTRAINT tokens_pkey PRIMARY KEY (hash);
ALTER TABLE ONLY platform.tokens
    ADD CONSTRAINT tokens_token_id_key UNIQUE (token_id);
ALTER TABLE ONLY platform.units
    ADD CONSTRAINT units_pkey PRIMARY KEY (unit_id);
CREATE INDEX answers_by_time ON callback.answers USING btree (at);
CREATE INDEX audit_by_case ON callback.audit USING btree (case_id, "position");
CREATE INDEX cases_by_phone ON callback.cases USING btree (phone_index);
CREATE INDEX cases_by_policy ON callback.cases USING btree (policy_index);
CREATE INDEX cases_by_unit ON callback.cases USING btree (responsible_unit_id, filed_at);
CREATE INDEX cases_queue ON callback.cases USING btree (task_state, task_minute, task_calm, task_due_at, id);
CREATE INDEX drafts_by_case ON callback.drafts USING btree (case_id, staff_id);
CREATE INDEX event_log_by_time ON callback.event_log USING btree (at);
CREATE INDEX messages_by_recipient ON callback.messages USING btree (recipient, "position");
CREATE INDEX messages_undelivered ON callback.messages USING btree (attempts, "position") WHERE (delivered_at IS NULL);
CREATE INDEX parked_by_case ON callback.parked USING btree (consumer, case_id);
CREATE INDEX parked_by_retry ON callback.parked USING btree (state, retry_at);
CREATE INDEX timers_by_fire_at ON callback.timers USING btree (fire_at);
CREATE INDEX answers_by_time ON escalation.answers USING btree (at);
CREATE INDEX audit_by_case ON escalation.audit USING btree (case_id, "position");
CREATE INDEX cases_by_reporter ON escalation.cases USING btree (reporter_id, accepted_at);
CREATE INDEX cases_by_time ON escalation.cases USING btree (accepted_at, id);
CREATE INDEX cases_live ON escalation.cases USING btree (next_due_at);
CREATE INDEX event_log_by_time ON escalation.event_log USING btree (at);
CREATE INDEX messages_by_recipient ON escalation.messages USING btree (recipient, "position");
CREATE INDEX messages_undelivered ON escalation.messages USING btree (attempts, "position") WHERE (delivered_at IS NULL);
CREATE INDEX parked_by_case ON escalation.parked USING btree (consumer, case_id);
CREATE INDEX parked_by_retry ON escalation.parked USING btree (state, retry_at);
CREATE INDEX timers_by_fire_at ON escalation.timers USING btree (fire_at);
CREATE INDEX answers_by_time ON intake.answers USING btree (at);
CREATE INDEX audit_by_case ON intake.audit USING btree (case_id, "position");
CREATE INDEX event_log_by_time ON intake.event_log USING btree (at);
CREATE INDEX messages_by_recipient ON intake.messages USING btree (recipient, "position");
CREATE INDEX messages_undelivered ON intake.messages USING btree (attempts, "position") WHERE (delivered_at IS NULL);
CREATE INDEX parked_by_case ON intake.parked USING btree (consumer, case_id);
CREATE INDEX parked_by_retry ON intake.parked USING btree (state, retry_at);
CREATE INDEX reports_by_reporter ON intake.reports USING btree (reporter_id, accepted_at);
CREATE INDEX timers_by_fire_at ON intake.timers USING btree (fire_at);
CREATE INDEX wecom_messages_by_message ON intake.wecom_messages USING btree (app, dedupe_key);
CREATE INDEX wecom_messages_by_time ON intake.wecom_messages USING btree (at);
CREATE INDEX wecom_messages_waiting ON intake.wecom_messages USING btree (try_at) WHERE (state = 'received'::text);
CREATE INDEX audit_by_case ON platform.audit USING btree (case_id, "position");
CREATE INDEX tokens_by_staff ON platform.tokens USING btree (staff_id);
