BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE answers (
	"key" TEXT NOT NULL, 
	scope TEXT NOT NULL, 
	fingerprint TEXT NOT NULL, 
	status INTEGER NOT NULL, 
	body TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY ("key", scope)
);
INSERT INTO "answers" VALUES('f561b9f6ea10544e9de713140cf8f17034b98bbb0dd22261be8ce2d12845cb07','S0118:report:','31f72bcd5713557e4f6a3ebbfb8184cae073810a62d83a7a4c6e27696a05f6a3',201,'{"id":"01935000-7000-8000-b54c-da58fbbee87e","number":"R261123-B3XVXT3Y","stage":"calming","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395600000000);
INSERT INTO "answers" VALUES('7342f022d1553fb6cb7b1b51dccd8db794d9f51ab631093ba9af85068c1a3854','S0118:report:','a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e',201,'{"id":"01935000-7000-8000-5384-54127b096493","number":"R261123-29XGJS4K","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395600000000);
INSERT INTO "answers" VALUES('3163f6b1ef80c8f59074ee5ff4f6f37773dac4b24234681d0f51ef94ce7a7548','S0118:report:','a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e',201,'{"id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","number":"R261123-SFX57R58","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395600000000);
INSERT INTO "answers" VALUES('566b95712654068d26e882084a1d133d43c27f2c6654a237761aa16c2226760d','S0118:report:','a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e',201,'{"id":"01935000-7000-8000-8ff3-4785799e5cbd","number":"R261123-GNWSWQ5X","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395600000000);
INSERT INTO "answers" VALUES('b7044d17f0c3d8080aa321f743589587627e167986101e4aec019cdb1e83131f','S0118:report:','a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e',201,'{"id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","number":"R261123-7VWEHP6J","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395600000000);
INSERT INTO "answers" VALUES('622c15fbb6d458193fd321563ca85e09906598197403cdca33143108f0269667','S0118:report:','c848e08cb8e26d4517cc9ff394068ad98fae0f90c701e4a99f236e8e89f6d5c9',201,'{"id":"01935000-7000-8000-cc62-3af8783354e7","number":"R261123-Z1W36N77","stage":"calming","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":["ground","customer"]}',1795395960000000);
INSERT INTO "answers" VALUES('d0dd1ff29dc30c316e25b0f65c03fff8372ad0e61940dc1ef1d5ffa9b51a34b3','S0118:report:','a6114cbaab517f48e77c8d65a55124f39be8b6a9d9aa1d55c5a11e3c83ddf61e',201,'{"id":"01935000-7000-8000-6a99-b4b1f77dd0fc","number":"R261123-P7VQVM7W","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395960000000);
INSERT INTO "answers" VALUES('4cf0008c60d8f0bac9f7cf17cb97fa77ab41e5a1379ea1373e7ea74efc478eb7','S0118:report:','9b873698f5a62b26fab5fc8f3f01586f987c13970d527813929deb200505530e',201,'{"id":"01935000-7000-8000-08d1-2e6b76c84d11","number":"R261123-DDVCGK8H","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395960000000);
INSERT INTO "answers" VALUES('906f547a1a6fd5fb0b77a859c2c67020f4e43a765ffbe48ab49e6f406fb5fac3','S0118:report:','216cdaaa18dbadd5484b922370b1bc9e08bab49e0888c9f40e9e8266aee699f6',201,'{"id":"01935000-7000-8000-a708-a824f612c926","number":"R261123-4KV15J96","stage":"filed","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395960000000);
INSERT INTO "answers" VALUES('45339566fa14c9eee88b83a982ed3a6483197e427f4f16fc59dbf1d4fd7a1aa6','S0118:report:','1b010f5866952dd77a62dd4c8c623639ee722fc5b5044559161a79bcbe40237c',201,'{"id":"01935000-7000-8000-4540-21de755d453b","number":"R261123-VSTNTH9V","stage":"calming","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395960000000);
INSERT INTO "answers" VALUES('eb8a294f09e016600d0dc2b08a6950e950cde4a8fe18d5b583ee116b7525ed60','S0118:report:','1b010f5866952dd77a62dd4c8c623639ee722fc5b5044559161a79bcbe40237c',201,'{"id":"01935000-7000-8000-e377-9b97f4a7c150","number":"R261123-JZTAFGAG","stage":"calming","channel":"pc","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","late_detected":false,"reporter_unresolved":false,"other_module":false,"revision":0,"missing":[]}',1795395960000000);
CREATE TABLE audit (
	position INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	actor TEXT, 
	action TEXT NOT NULL, 
	case_id TEXT, 
	outcome TEXT NOT NULL, 
	code TEXT, 
	facts TEXT NOT NULL, 
	PRIMARY KEY (position)
);
INSERT INTO "audit" VALUES(1,1795395600000000,'S0118','report','01935000-7000-8000-b54c-da58fbbee87e','done',NULL,'{}');
INSERT INTO "audit" VALUES(2,1795395600000000,'S0118','report','01935000-7000-8000-5384-54127b096493','done',NULL,'{}');
INSERT INTO "audit" VALUES(3,1795395600000000,'S0118','report','01935000-7000-8000-f1bb-cdcbfa53e0a8','done',NULL,'{}');
INSERT INTO "audit" VALUES(4,1795395600000000,'S0118','report','01935000-7000-8000-8ff3-4785799e5cbd','done',NULL,'{}');
INSERT INTO "audit" VALUES(5,1795395600000000,'S0118','report','01935000-7000-8000-2e2a-c13ef8e8d8d2','done',NULL,'{}');
INSERT INTO "audit" VALUES(6,1795395960000000,'S0118','report','01935000-7000-8000-cc62-3af8783354e7','done',NULL,'{}');
INSERT INTO "audit" VALUES(7,1795395960000000,'S0118','report','01935000-7000-8000-6a99-b4b1f77dd0fc','done',NULL,'{}');
INSERT INTO "audit" VALUES(8,1795395960000000,'S0118','report','01935000-7000-8000-08d1-2e6b76c84d11','done',NULL,'{}');
INSERT INTO "audit" VALUES(9,1795395960000000,'S0118','report','01935000-7000-8000-a708-a824f612c926','done',NULL,'{}');
INSERT INTO "audit" VALUES(10,1795395960000000,'S0118','report','01935000-7000-8000-4540-21de755d453b','done',NULL,'{}');
INSERT INTO "audit" VALUES(11,1795395960000000,'S0118','report','01935000-7000-8000-e377-9b97f4a7c150','done',NULL,'{}');
CREATE TABLE event_log (
	position INTEGER NOT NULL, 
	case_id TEXT NOT NULL, 
	sequence INTEGER NOT NULL, 
	event_id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	"by" TEXT, 
	trace TEXT, 
	data TEXT NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (case_id, sequence)
);
INSERT INTO "event_log" VALUES(1,'01935000-7000-8000-b54c-da58fbbee87e',1,'intake.01935000-7000-8000-b54c-da58fbbee87e.1','hotline.intake.report.accepted.v1',1795395600000000,'S0118','00-01935000700080001715609f7c746c69-1715609f7c746c69-00','{"case_id":"01935000-7000-8000-b54c-da58fbbee87e","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-B3XVXT3Y","channel":"pc","stage":"calming","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.EdIPYTMA7zBiItcdf4nClFLFbSweoH5aaP1frufZtpC9OQ","phone":"v1.EK_0zkBctesxqnlNylJZWV408N_qayWuyGMc5ioJV4jPV26I2OZ9","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"42cf8ab264080bbe2b2e9e836754ce65","policy_index":null},"risk_flags":[],"text":"v1.QajO7tnops5rROW-cFwN20IPgYwWQkyAjIvBt2mME7kBQbx54d4USybrCUFaCqEr73-Ma4GClnIAfgTdGA","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(2,'01935000-7000-8000-5384-54127b096493',1,'intake.01935000-7000-8000-5384-54127b096493.1','hotline.intake.report.accepted.v1',1795395600000000,'S0118','00-01935000700080001a738b426458e733-1a738b426458e733-00','{"case_id":"01935000-7000-8000-5384-54127b096493","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-29XGJS4K","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.blqxaSbcDCyj3jMk14ziCKC2vImqmsVE40LGlYpsSranFw","phone":"v1.ihlX8AcwpxUbrsgrpjeb72pu4Sr76n6IeeUtZHqoCbdA2Jz11GAI","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.ZelTjFJQ8e4xOTVU4jEiD_mS3xxGyWDBEGJafC7BY53lZZJJlTwc6Q","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(3,'01935000-7000-8000-f1bb-cdcbfa53e0a8',1,'intake.01935000-7000-8000-f1bb-cdcbfa53e0a8.1','hotline.intake.report.accepted.v1',1795395600000000,'S0118','00-0193500070008000aa66d2c7ddf743f0-aa66d2c7ddf743f0-00','{"case_id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-SFX57R58","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.06_SnwA017CWSpckqRLshIIDYT-UOVnCfsCiy3zzrDB5rw","phone":"v1.H5fHOKigH-r1g7KhkQbzbR_Nrvay6UHqnqpqZMp87FUBB5Ih7QD7","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.vuxlK61qJue8eiSdiDQTgtZRPd76io2zfu4zws5hXGX6p_Zkhev2mg","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(4,'01935000-7000-8000-8ff3-4785799e5cbd',1,'intake.01935000-7000-8000-8ff3-4785799e5cbd.1','hotline.intake.report.accepted.v1',1795395600000000,'S0118','00-0193500070008000fdeb26da5900a883-fdeb26da5900a883-00','{"case_id":"01935000-7000-8000-8ff3-4785799e5cbd","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-GNWSWQ5X","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.SXt1DKe2TMmY-b5qaVHcmLr8ySc2j-LIFPtio1FdzpfGaQ","phone":"v1.c3MfoBtv1F5exx245vsrXutkSz_m58vaA-mAtqFHORBDuRTumA2c","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.5LPy7UEbl9XgqURsdsOIUnjbK9DDCmQ6oDt5UoeI-A2u7Mt3xrM4yQ","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(5,'01935000-7000-8000-2e2a-c13ef8e8d8d2',1,'intake.01935000-7000-8000-2e2a-c13ef8e8d8d2.1','hotline.intake.report.accepted.v1',1795395600000000,'S0118','00-0193500070008000516f7aecd40a0d16-516f7aecd40a0d16-00','{"case_id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","at":"2026-11-23T01:00:00Z","by":"S0118","number":"R261123-7VWEHP6J","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.HVJJr05dLODbYAn5BxpdH6vg4xxoD90LdhC2hye-i04wMw","phone":"v1.IGKbKnzfAnN46EHDva5k-7CcqeHlc3caX2m2f3K9_cr6EU6WwZmM","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.Nsyw9YyrrHB7IuERwLXrEzlp8aW4TwonF9iUcKFdnaqQVpUCE6P6Tg","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(6,'01935000-7000-8000-cc62-3af8783354e7',1,'intake.01935000-7000-8000-cc62-3af8783354e7.1','hotline.intake.report.accepted.v1',1795395960000000,'S0118','00-01935000700080002c15e81951e98155-2c15e81951e98155-00','{"case_id":"01935000-7000-8000-cc62-3af8783354e7","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-Z1W36N77","channel":"pc","stage":"calming","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":null,"phone":null,"policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":null,"policy_index":null},"risk_flags":[],"text":null,"call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(7,'01935000-7000-8000-6a99-b4b1f77dd0fc',1,'intake.01935000-7000-8000-6a99-b4b1f77dd0fc.1','hotline.intake.report.accepted.v1',1795395960000000,'S0118','00-01935000700080006884db8c507e797f-6884db8c507e797f-00','{"case_id":"01935000-7000-8000-6a99-b4b1f77dd0fc","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-P7VQVM7W","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.iDNv4pe_k_uzo-R1O5xg6PFMYtjlcimr6osHuqZ6drU4-g","phone":"v1.CBN9G5sDwpl59UzQKhQaAAwRjOmhsyfnxMqEZDOqe3yLkKFhEnva","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8NJlshSpxvV5J9xoJ779UweRBON3EAYrfalk43h3RW4vfdEoojNP3g","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(8,'01935000-7000-8000-08d1-2e6b76c84d11',1,'intake.01935000-7000-8000-08d1-2e6b76c84d11.1','hotline.intake.report.accepted.v1',1795395960000000,'S0118','00-0193500070008000a4f3ceff4f1371a9-a4f3ceff4f1371a9-00','{"case_id":"01935000-7000-8000-08d1-2e6b76c84d11","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-DDVCGK8H","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.7amzUdzUEM02lVqU67Bx0IzJfsP7eF4w5-pYnpW6tf4Qng","phone":"v1.f3Joj5JgAeDTQVOu8Wty9Iwt-Xikmd7cnaZdNdB8DqI3DaEt1E8O","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1.FffmQ4EuVkhzkZrx4EaNO8LkTx8iwfAVB-dSUYFnL6U3vs8kv2HgJw","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(9,'01935000-7000-8000-a708-a824f612c926',1,'intake.01935000-7000-8000-a708-a824f612c926.1','hotline.intake.report.accepted.v1',1795395960000000,'S0118','00-0193500070008000e162c2724da869d3-e162c2724da869d3-00','{"case_id":"01935000-7000-8000-a708-a824f612c926","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-4KV15J96","channel":"pc","stage":"filed","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.WO9qfMJejmuCM2Wr3lJpS5F-D16uayQ2HOYaoT9ZXBS9jQ","phone":"v1.u_AdAvG5xhvb-YMGtLPCt1yijbWmXahULmmDV9epWfu9RyiUIHzn","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"98fe1607b5735699898fef29496e7e24","policy_index":null},"risk_flags":[],"text":"v1.ePHrmnvncWu6J0HxAOR4Ukcmu93HVrFL7ImpTHgYRrnZlarGroAh3A","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(10,'01935000-7000-8000-4540-21de755d453b',1,'intake.01935000-7000-8000-4540-21de755d453b.1','hotline.intake.report.accepted.v1',1795395960000000,'S0118','00-01935000700080007f9a3c2bccf2e5e8-7f9a3c2bccf2e5e8-00','{"case_id":"01935000-7000-8000-4540-21de755d453b","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-VSTNTH9V","channel":"pc","stage":"calming","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.24ykdTyURuyNcsTCjdz-e0JA0LkgxaCsKaehdOJHuWi2YA","phone":"v1.JqegTjg67OWn4klqawFYfK7WquWAHh1k1z6xKaBEOpxXiGlTRKNY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"0566187acc146bb8878e96c58aaa76dc","policy_index":null},"risk_flags":[],"text":"v1.igMe8etanTa_pDCgfGO9UW5VIx7g_6oj_JXMrLYCzRmRZzjA9HJ-iQ","call_id":null,"previous_id":null}}');
INSERT INTO "event_log" VALUES(11,'01935000-7000-8000-e377-9b97f4a7c150',1,'intake.01935000-7000-8000-e377-9b97f4a7c150.1','hotline.intake.report.accepted.v1',1795395960000000,'S0118','00-01935000700080001dd1b5e54c3d61fd-1dd1b5e54c3d61fd-00','{"case_id":"01935000-7000-8000-e377-9b97f4a7c150","at":"2026-11-23T01:06:00Z","by":"S0118","number":"R261123-JZTAFGAG","channel":"pc","stage":"calming","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.GNF663YJBf_Du7qmFvWBURyPQYO6NBrlUCqw7b5Guh_Lxg","phone":"v1.uzsOsC9_lybG2w5kvDBTkNNMpaqcJGsLw1z57CvgXQLvtZ5zluVW","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"0566187acc146bb8878e96c58aaa76dc","policy_index":null},"risk_flags":[],"text":"v1.UZPzA_rU3-6FE6v2tMpCYPuT0MEdRH8U3g5bXouUhysQeYCYFWNVtg","call_id":null,"previous_id":null}}');
CREATE TABLE inbox (
	consumer TEXT NOT NULL, 
	event_id TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (consumer, event_id)
);
CREATE TABLE leases (
	name TEXT NOT NULL, 
	holder TEXT NOT NULL, 
	term INTEGER NOT NULL, 
	until BIGINT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE messages (
	position INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	recipient TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	text TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	late_by_seconds FLOAT NOT NULL, 
	delivered_at BIGINT, 
	attempts INTEGER NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE ("key")
);
CREATE TABLE outbox (
	position INTEGER NOT NULL, 
	case_id TEXT NOT NULL, 
	sequence INTEGER NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (case_id, sequence)
);
INSERT INTO "outbox" VALUES(1,'01935000-7000-8000-a708-a824f612c926',1,1795395960000000);
CREATE TABLE parked (
	position INTEGER NOT NULL, 
	consumer TEXT NOT NULL, 
	event_id TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	type TEXT NOT NULL, 
	record TEXT NOT NULL, 
	state TEXT NOT NULL, 
	attempts INTEGER NOT NULL, 
	retry_at BIGINT NOT NULL, 
	error TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (position), 
	UNIQUE (consumer, event_id)
);
CREATE TABLE quality_items (
	position INTEGER NOT NULL, 
	kind TEXT NOT NULL, 
	case_id TEXT NOT NULL, 
	unit_id TEXT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (position)
);
CREATE TABLE reports (
	id TEXT NOT NULL, 
	version INTEGER NOT NULL, 
	sequence INTEGER NOT NULL, 
	document TEXT NOT NULL, 
	state TEXT NOT NULL, 
	number TEXT NOT NULL, 
	channel TEXT NOT NULL, 
	reporter_id TEXT, 
	accepted_at BIGINT NOT NULL, 
	PRIMARY KEY (id), 
	CONSTRAINT state_is_known CHECK (state IN ('accepted')), 
	UNIQUE (number)
);
INSERT INTO "reports" VALUES('01935000-7000-8000-b54c-da58fbbee87e',1,1,'{"id":"01935000-7000-8000-b54c-da58fbbee87e","number":"R261123-B3XVXT3Y","state":"accepted","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.EdIPYTMA7zBiItcdf4nClFLFbSweoH5aaP1frufZtpC9OQ","phone":"v1.EK_0zkBctesxqnlNylJZWV408N_qayWuyGMc5ioJV4jPV26I2OZ9","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"42cf8ab264080bbe2b2e9e836754ce65","policy_index":null},"risk_flags":[],"text":"v1.QajO7tnops5rROW-cFwN20IPgYwWQkyAjIvBt2mME7kBQbx54d4USybrCUFaCqEr73-Ma4GClnIAfgTdGA","call_id":null,"previous_id":null}}','accepted','R261123-B3XVXT3Y','pc','S0118',1795395600000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-5384-54127b096493',1,1,'{"id":"01935000-7000-8000-5384-54127b096493","number":"R261123-29XGJS4K","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.blqxaSbcDCyj3jMk14ziCKC2vImqmsVE40LGlYpsSranFw","phone":"v1.ihlX8AcwpxUbrsgrpjeb72pu4Sr76n6IeeUtZHqoCbdA2Jz11GAI","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.ZelTjFJQ8e4xOTVU4jEiD_mS3xxGyWDBEGJafC7BY53lZZJJlTwc6Q","call_id":null,"previous_id":null}}','accepted','R261123-29XGJS4K','pc','S0118',1795395600000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-f1bb-cdcbfa53e0a8',1,1,'{"id":"01935000-7000-8000-f1bb-cdcbfa53e0a8","number":"R261123-SFX57R58","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.06_SnwA017CWSpckqRLshIIDYT-UOVnCfsCiy3zzrDB5rw","phone":"v1.H5fHOKigH-r1g7KhkQbzbR_Nrvay6UHqnqpqZMp87FUBB5Ih7QD7","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.vuxlK61qJue8eiSdiDQTgtZRPd76io2zfu4zws5hXGX6p_Zkhev2mg","call_id":null,"previous_id":null}}','accepted','R261123-SFX57R58','pc','S0118',1795395600000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-8ff3-4785799e5cbd',1,1,'{"id":"01935000-7000-8000-8ff3-4785799e5cbd","number":"R261123-GNWSWQ5X","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.SXt1DKe2TMmY-b5qaVHcmLr8ySc2j-LIFPtio1FdzpfGaQ","phone":"v1.c3MfoBtv1F5exx245vsrXutkSz_m58vaA-mAtqFHORBDuRTumA2c","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.5LPy7UEbl9XgqURsdsOIUnjbK9DDCmQ6oDt5UoeI-A2u7Mt3xrM4yQ","call_id":null,"previous_id":null}}','accepted','R261123-GNWSWQ5X','pc','S0118',1795395600000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-2e2a-c13ef8e8d8d2',1,1,'{"id":"01935000-7000-8000-2e2a-c13ef8e8d8d2","number":"R261123-7VWEHP6J","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:00:00Z","detected_at":"2026-11-23T01:00:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.HVJJr05dLODbYAn5BxpdH6vg4xxoD90LdhC2hye-i04wMw","phone":"v1.IGKbKnzfAnN46EHDva5k-7CcqeHlc3caX2m2f3K9_cr6EU6WwZmM","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.Nsyw9YyrrHB7IuERwLXrEzlp8aW4TwonF9iUcKFdnaqQVpUCE6P6Tg","call_id":null,"previous_id":null}}','accepted','R261123-7VWEHP6J','pc','S0118',1795395600000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-cc62-3af8783354e7',1,1,'{"id":"01935000-7000-8000-cc62-3af8783354e7","number":"R261123-Z1W36N77","state":"accepted","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":null,"phone":null,"policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":null,"policy_index":null},"risk_flags":[],"text":null,"call_id":null,"previous_id":null}}','accepted','R261123-Z1W36N77','pc','S0118',1795395960000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-6a99-b4b1f77dd0fc',1,1,'{"id":"01935000-7000-8000-6a99-b4b1f77dd0fc","number":"R261123-P7VQVM7W","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.iDNv4pe_k_uzo-R1O5xg6PFMYtjlcimr6osHuqZ6drU4-g","phone":"v1.CBN9G5sDwpl59UzQKhQaAAwRjOmhsyfnxMqEZDOqe3yLkKFhEnva","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"1bb7bde6e3ea035084f7f4cdfa2a094d","policy_index":null},"risk_flags":[],"text":"v1.8NJlshSpxvV5J9xoJ779UweRBON3EAYrfalk43h3RW4vfdEoojNP3g","call_id":null,"previous_id":null}}','accepted','R261123-P7VQVM7W','pc','S0118',1795395960000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-08d1-2e6b76c84d11',1,1,'{"id":"01935000-7000-8000-08d1-2e6b76c84d11","number":"R261123-DDVCGK8H","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.7amzUdzUEM02lVqU67Bx0IzJfsP7eF4w5-pYnpW6tf4Qng","phone":"v1.f3Joj5JgAeDTQVOu8Wty9Iwt-Xikmd7cnaZdNdB8DqI3DaEt1E8O","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"94e5fa6bcfa10f30959572f93609799b","policy_index":null},"risk_flags":[],"text":"v1.FffmQ4EuVkhzkZrx4EaNO8LkTx8iwfAVB-dSUYFnL6U3vs8kv2HgJw","call_id":null,"previous_id":null}}','accepted','R261123-DDVCGK8H','pc','S0118',1795395960000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-a708-a824f612c926',1,1,'{"id":"01935000-7000-8000-a708-a824f612c926","number":"R261123-4KV15J96","state":"accepted","channel":"pc","stage":"filed","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.WO9qfMJejmuCM2Wr3lJpS5F-D16uayQ2HOYaoT9ZXBS9jQ","phone":"v1.u_AdAvG5xhvb-YMGtLPCt1yijbWmXahULmmDV9epWfu9RyiUIHzn","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"98fe1607b5735699898fef29496e7e24","policy_index":null},"risk_flags":[],"text":"v1.ePHrmnvncWu6J0HxAOR4Ukcmu93HVrFL7ImpTHgYRrnZlarGroAh3A","call_id":null,"previous_id":null}}','accepted','R261123-4KV15J96','pc','S0118',1795395960000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-4540-21de755d453b',1,1,'{"id":"01935000-7000-8000-4540-21de755d453b","number":"R261123-VSTNTH9V","state":"accepted","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.24ykdTyURuyNcsTCjdz-e0JA0LkgxaCsKaehdOJHuWi2YA","phone":"v1.JqegTjg67OWn4klqawFYfK7WquWAHh1k1z6xKaBEOpxXiGlTRKNY","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"0566187acc146bb8878e96c58aaa76dc","policy_index":null},"risk_flags":[],"text":"v1.igMe8etanTa_pDCgfGO9UW5VIx7g_6oj_JXMrLYCzRmRZzjA9HJ-iQ","call_id":null,"previous_id":null}}','accepted','R261123-VSTNTH9V','pc','S0118',1795395960000000);
INSERT INTO "reports" VALUES('01935000-7000-8000-e377-9b97f4a7c150',1,1,'{"id":"01935000-7000-8000-e377-9b97f4a7c150","number":"R261123-JZTAFGAG","state":"accepted","channel":"pc","stage":"calming","accepted_at":"2026-11-23T01:06:00Z","detected_at":"2026-11-23T01:06:00Z","reporter":{"staff_id":"S0118","unit_id":"JS-NJ-GL","line":"CLAIMS","stated_name":null,"stated_phone":null,"stated_userid":null},"registered_by":null,"app":null,"other_module":false,"late_detected":false,"details":{"revision":0,"ground":null,"cause":null,"line":null,"responsible_unit_id":null,"subject_staff_id":null,"customer":{"role":null,"name":"v1.GNF663YJBf_Du7qmFvWBURyPQYO6NBrlUCqw7b5Guh_Lxg","phone":"v1.uzsOsC9_lybG2w5kvDBTkNNMpaqcJGsLw1z57CvgXQLvtZ5zluVW","policy_no":null,"claim_no":null,"accident_no":null,"plate":null,"phone_index":"0566187acc146bb8878e96c58aaa76dc","policy_index":null},"risk_flags":[],"text":"v1.UZPzA_rU3-6FE6v2tMpCYPuT0MEdRH8U3g5bXouUhysQeYCYFWNVtg","call_id":null,"previous_id":null}}','accepted','R261123-JZTAFGAG','pc','S0118',1795395960000000);
CREATE TABLE timers (
	case_id TEXT NOT NULL, 
	kind TEXT NOT NULL, 
	due_at BIGINT NOT NULL, 
	step TEXT NOT NULL, 
	fire_at BIGINT NOT NULL, 
	attempts INTEGER NOT NULL, 
	PRIMARY KEY (case_id, kind)
);
CREATE TABLE wecom_messages (
	app TEXT NOT NULL, 
	delivery TEXT NOT NULL, 
	envelope BLOB NOT NULL, 
	state TEXT NOT NULL, 
	dedupe_key TEXT, 
	case_id TEXT, 
	attempts INTEGER NOT NULL, 
	try_at BIGINT NOT NULL, 
	at BIGINT NOT NULL, 
	PRIMARY KEY (app, delivery), 
	CONSTRAINT state_is_known CHECK (state IN ('received', 'answered', 'finished', 'refused'))
);
CREATE INDEX answers_by_time ON answers (at);
CREATE INDEX audit_by_case ON audit (case_id, position);
CREATE INDEX event_log_by_time ON event_log (at);
CREATE INDEX messages_by_recipient ON messages (recipient, position);
CREATE INDEX messages_undelivered ON messages (attempts, position) WHERE delivered_at IS NULL;
CREATE INDEX parked_by_case ON parked (consumer, case_id);
CREATE INDEX parked_by_retry ON parked (state, retry_at);
CREATE INDEX timers_by_fire_at ON timers (fire_at);
CREATE INDEX reports_by_reporter ON reports (reporter_id, accepted_at);
CREATE INDEX wecom_messages_by_message ON wecom_messages (app, dedupe_key);
CREATE INDEX wecom_messages_by_time ON wecom_messages (at);
CREATE INDEX wecom_messages_waiting ON wecom_messages (try_at) WHERE state = 'received';
COMMIT;
