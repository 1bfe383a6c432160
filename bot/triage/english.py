"""How English speakers ask, demand and complain at a privacy desk."""

from bot.triage.intents import Patterns, any_of

_THEIR = r"(?:my|our|his|her|their|the customer'?s|(?:his|her|my) (?:whole|entire|full))"
_DATA = (
    r"(?:(?:[\w-]+ ){0,2}"
    r"(?:data|information|info|details|records?|file|account|entry|entries|profile|history|membership|"
    r"registration|photos?|pictures?|cv|resume|application|e-?mail address|address|phone number|name))"
)
_MAIL = (
    r"(?:e-?mails?|mails?|mailings?|newsletters?|adverts?|advertis\w+|ads|marketing|promotion\w*|brochures?|"
    r"catalog(?:ue)?s?|leaflets?|flyers?|offers?|spam|texts?|sms|postcards?|calls?|"
    r"(?:event|product|sales) (?:info\w*|news)|correspondence)"
)
_OUTSIDE = (
    r"(?:third part(?:y|ies)|partners?|(?:any |other |outside |external )+(?:compan(?:y|ies)|firms?|parties|one)|"
    r"anyone|anybody|outsiders?|affiliates?|advertisers?)"
)
_OPENING = r"(?:^|[,;:–] ?)(?:and |but |so |or |also |then |ok |okay |hi |hello |hey |well |now |just |actually |if [^,]{0,80}, ?){0,6}"
_POLITE = r"(?:(?:hi|hello|please|kindly|can|could|would|will|you),? ){0,5}"
_YOU = r"you(?:r \w+(?: \w+)?)?(?: (?:must|have|has|just|simply|even|obviously|clearly|probably|apparently))*"
_MISDEED = (
    r"(?:sold|leaked|misused|abused|lost|published|posted|mishandled|ignored|mixed up|gave away|handed)"
)
_DEED = r"(?:used|shared|gave|given|passed|disclosed|revealed|forwarded|talked|recorded|filmed|photographed)"
_ASKED_ABOUT = "".join(
    rf"(?<!{word} )"
    for word in ("who", "whom", "what", "which", "how", "where", "when", "if", "whether", "have")
)
_PERSON = r"(?:husband|wife|ex|girlfriend|boyfriend|neighbou?r|colleague|boss|son|daughter|friend|mr\.?|mrs\.?|ms\.?)"

PATTERNS = Patterns(
    manipulation=any_of(
        r"(?<!you )(?<!they )\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instructions?|rules?|prompts?|polic(?:y|ies) above|guidelines|guardrails)\b(?! (?:that )?(?:i|we) (?:gave|left|sent|wrote|had)\b)",
        r"\b(?:system|developer|hidden|initial) (?:prompt|message|notice|instructions?)",
        r"\b(?:maintenance|developer|debug|admin|god|dan|jailbreak) mode",
        r"^\s*(?:debug|system|admin|root)\s*[:>]",
        r"\bpretend (?:to be|you)|\b(?:let(?:'s| us)|please|we will|we'll) role-?play\b|\brole-?play(?:ing)? (?:as|that|where)\b|^role-?play\b|\byou are now\b|\bact as (?:if|an? (?:admin|employee|agent|hacker|unrestricted))",
        r"\bselect\b.{1,80}\bfrom\b \w+|\bdrop table\b|\b(?:knowledge base|database|vector store|index)\b.{0,20}\bas (?:json|csv|text)",
        r"\b(?:print|output|dump|reveal|repeat|show)\b.{0,30}\b(?:your (?:prompt|instructions|configuration|rules|source)|api keys?|(?<!my )passwords?|secrets?|knowledge base|verbatim)",
    ),
    others_data=any_of(
        r"\b(?:list|print|show|give|send|export|dump|output|tell)\b.{0,30}\b(?:all|every|last \d+|other|recent)\b.{0,40}"
        r"\b(?:users?|customers?|members?|tickets?|complain\w+|requesters?|employees?|applicants?|people|names|e-?mails)\b",
        rf"\b(?:show|tell|give|send|read|check|look up|find)\b.{{0,40}}\b(?:{_PERSON}\b.{{0,20}})(?:'s|s')?.{{0,20}}"
        r"\b(?:order|address|phone|number|account|history|data|e-?mail|salary|diagnosis)\b.{0,20}(?:$|[.?!])",
        rf"\b(?:what|where|which)\b.{{0,25}}\b{_PERSON}\b.{{0,25}}\b(?:order|address|phone|number|account|salary|diagnosis)\b",
        rf"\b(?:address|phone|number|bank account|e-?mail|data|history|salary)\b.{{0,30}}\b(?:you have|of|for)\b.{{0,12}}\b{_PERSON}\b(?! (?:himself|herself))",
        rf"\b(?:show|tell|give)\b.{{0,25}}\b{_PERSON}\b.{{0,40}}\b(?:ordered|bought|earns?|lives|wrote)\b",
        r"\bread (?:it|them|that) back\b",
        r"\b(?:phone number|number|address|e-?mail)\b.{0,20}\b(?:of|do you have for) (?:the (?:lady|man|woman|person|guy|girl|boy|gentleman)|him|her)\b",
        r"\bin (?:the name of )?(?:my|a|his|her) (?:colleague|neighbou?r|friend|boss|ex)\b(?:'s name)?.{0,60}\b(?:without (?:telling|asking)|needn't|doesn't need|need not|quietly|secretly)\b",
        r"\b(?:quietly|secretly)\b.{0,20}\b(?:open|file|make|create|submit)\b.{0,30}\b(?:in|for|under)\b",
    ),
    commitment=any_of(
        r"\b(?:confirm|admit|acknowledge|concede)\b.{0,40}\b(?:broke the law|owes? me|illegal\w*|your fault|guilty|liable)\b",
        r"\b(?:confirm|promise|guarantee|certify|acknowledge)\b.{0,30}\b(?:in writing|that i|that you|i will|to pay|me that)\b",
        r"\byour policy says\b.{0,200}\b(?:confirm|pay|paid|owe)\b",
    ),
    legal_advice=any_of(
        r"\b(?:act as|be) my (?:lawyer|attorney|solicitor|counsel)|\blegal (?:advice|opinion)\b|\bmy (?:legal )?chances\b",
        r"\b(?:how much|what) (?:compensation|damages|money)\b|\b(?:sued?|suing|take you to court|lawsuit)\b",
        r"\b(?:is|was|isn't|are|aren't) (?:it|this|that|what you \w+|you)\b.{0,40}\b(?:illegal|unlawful|against the law|legal|lawful)\b(?! (?:basis|bases|representative|guardian|entity|obligation|ground))",
        r"\b(?:win|chances?)\b.{0,20}\b(?:court|case|trial)\b",
        r"\bdraft (?:my|a) (?:claim|lawsuit|complaint to the court)",
    ),
    complaint=any_of(
        r"\b(?:want|wish|like|need|have|going) to (?:\w+ )?(?:complain|(?:file|make|lodge|raise|register|submit) (?:a|an|this|my) (?:\w+ )?complaint)",
        r"\b(?:this is|i have|here is|take this as|register|log|file|accept|open) (?:a|my|an) (?:\w+ )?complaint\b|\bi(?:'m| am)? (?:hereby )?complain(?:ing)?\b",
        r"\b(?:unacceptable|outrage\w*|disgrace\w*|scandal\w*|appalling|disgusted|fed up|furious|very (?:angry|upset)|shame on you)\b",
        rf"(?:\b{_YOU} {_MISDEED}|{_ASKED_ABOUT}\b{_YOU} {_DEED})\b"
        r".{0,25}\b(?:my|our|his|her|their)\b.{0,30}\b(?:data|details|numbers?|address|e-?mail|information|photo|picture|file|records?|name|request|letter)\b",
        rf"{_ASKED_ABOUT}\b{_YOU} (?:{_MISDEED}|{_DEED})\b.{{0,60}}\bwithout (?:my |our |any |even )?(?:permission|consent|asking|telling|knowledge|approval)\b",
        r"\bdid (?:you|your \w+|someone|somebody)\b.{0,20}\b(?:sell|leak|give away|pass on|misuse|lose|publish)\b.{0,15}\b(?:my|our|his|her|their)\b",
        r"\b(?:not (?:at all |very )?(?:happy|satisfied|pleased)|unhappy|dissatisfied|disappointed|annoyed)\b.{0,20}\b(?:with|about|by|at|that|how)\b",
        r"\b(?:asked|requested|wrote|written|e-?mailed|called|contacted|complained)\b.{0,80}\b(?:no|without|never|any)\b.{0,15}\b(?:answer|reply|response|reaction|heard)\b",
        r"\b(?:unsubscribed|opted out|asked you (?:to stop|twice|already|before)|told you (?:to stop|not to)|objected)\b.{0,80}\b(?:still|again|keep|another|anyway|nevertheless)\b",
        r"\b(?:still|keep|kept) (?:\w+ )?(?:getting|receiving|sending|arriv\w+|mailing|calling)\b.{0,60}\b(?:although|even though|despite|after (?:i|\w+ing)|unsubscribed|opted out)\b",
        r"\b(?:why|how) (?:did|could) you\b.{0,20}\b(?:share|sell|give|pass|publish|disclose|lose|leak|forward|hand)\b.{0,30}\b(?:my|our|his|her|their)\b",
        r"\bi (?:never|did not|didn't) (?:agreed?|consent(?:ed)?|allow(?:ed)?|permit(?:ted)?|gave my (?:consent|permission))\b",
        r"(?<!have )(?<!did )\byou (?:have |just )?(?:shared|showed|shown|told|gave|given|sent|passed|sold|leaked|disclosed|forwarded) (?:on )?(?:my|our|his|her|their) \w+(?: \w+){0,2} (?:with|to|on to)\b",
        r"\b(?:nobody|no one|never) (?:has )?(?:answered|replied|responded|reacted|got back)\b",
    ),
    hypothetical=any_of(
        r"\b(?:if|in case|whenever|suppose)\b|\bwhen (?:an?|there)\b|\bwhat happens\b|\b(?:do|will|would|must) you (?:report|notify|inform|tell)\b",
    ),
    incident=any_of(
        r"\b(?:somebody|someone|another|other) (?:else|person|customer|guest|member|people)(?:'s)?\b.{0,50}\b(?:was|were|has been|came|arrived)\b.{0,20}\b(?:to|in|at) (?:me|my|our)\b",
        r"\b(?:report|reporting|notify you of|inform you of)\b.{0,30}\b(?:leak|breach|data loss|incident|phishing|security (?:hole|problem|issue))",
        r"\b(?:leak|breach|phishing)\b.{0,80}\b(?:report|let you know|warn you|tell you)\b",
        r"\b(?:my|our|customers?'?|employees?'?|personal) (?:\w+ )?(?:data|details|passwords?|accounts?|information)\b.{0,30}\b(?:was|were|has been|have been|got|is)\b.{0,20}\b(?:leaked|hacked|stolen|exposed|breached|compromised|published)",
        r"\b(?:found|discovered|came across|can (?:see|read|view|open|access)|i see|saw|shows?)\b.{0,60}\b(?:other|another|somebody|someone|customers?|strangers?)\b.{0,30}\b(?:data|details|names|addresses|list|records?|invoices?|account|orders?|profiles?|messages|contracts?|bookings?|documents?|files?)\b",
        r"\b(?:someone|somebody|another|a different|a stranger)\b(?: else| customer| person| client| patient)?(?:'s)? \w+(?: \w+)? (?:was|were|is|came)\b.{0,20}\b(?:attached|enclosed|included|delivered|in (?:my|the|our))\b",
        r"\bi can (?:see|read|view|open|access)\b.{0,40}\bof (?:other|another|all|strangers?)\b",
        r"\b(?:recipients?|addresses|everyone|everybody)\b.{0,25}\b(?:visible|(?:in|on|via) cc)\b|\bopen cc\b",
        r"\b(?:received|got|sent|e-?mailed|mailed)\b.{0,60}\b(?:somebody|someone|another|other)\b(?: (?:else|customer|person|people))?(?:'s)?\b.{0,30}\b(?:data|details|invoice|letter|documents?|statement|e-?mail|parcel)",
        r"\b(?:lost|stolen|left|forgot|dropped)\b.{0,25}\b(?:laptop|usb|stick|phone|folder|documents?|papers|files?|list|bag)\b.{0,40}\b(?:customers?|personal|data|clients?|employees?|patients?)\b",
    ),
    person=any_of(
        r"\b(?:talk|speak|chat|connect me|put me through|transfer me)\b.{0,20}\b(?:to|with)\b.{0,15}\b(?:human|person|someone|somebody|agent|people|staff|representative|operator|member of)\b",
        r"\b(?:real|actual|live) (?:person|human|agent)\b|\bhuman (?:please|agent|being)\b",
    ),
    status=any_of(
        r"\b(?:status|progress|news|update)\b.{0,20}\b(?:of|on|about)\b.{0,20}\b(?:my|the|our) (?:\w+ )?(?:request|ticket|complaint|case|inquiry)\b",
        r"\bpr-[0-9a-z]{4}-[0-9a-z]{3,4}\b",
        r"\bhas my (?:\w+ )?(?:request|ticket|complaint|case|inquiry) been\b",
        r"\b(?:what happened|what is happening|how far)\b.{0,25}\bmy (?:request|ticket|complaint|case)\b",
    ),
    small_talk=any_of(
        r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|(?:many )?thanks?(?: you)?(?: a lot| (?:very|so) much)?|thx|ok(?:ay)?|great|bye|goodbye|cheers|test)[\s!.,]*$",
        r"^(?:who|what) are you\??$|^are you (?:a |an )?(?:bot|human|robot|ai|machine)\??$",
    ),
    out_of_scope=any_of(
        r"\b(?:weather|joke|recipe|stock price|football|poem|song|movie|horoscope|lottery)\b",
        r"\b(?:write|generate|debug) (?:me )?(?:some |a )?(?:\w+ )?(?:code|script|essay|function|program)\b",
    ),
    demand=any_of(
        r"\b(?:please|pls|plz|kindly|hereby)\b",
        r"\bi(?:'d| would)? (?:now |also |really )?(?:like|love|want|wish|need|ask|request|demand|expect|insist)\b(?! to (?:know|find out|understand|ask|learn|hear))",
        r"\b(?:she|he|they|customer|client|applicant|employee)\b.{0,40}\b(?:wants?|would like|wishes|asks?|asked|does not want|doesn't want|requests?|demands?|wrote)\b",
        r"\b(?:can|could|would|will) (?:you|u|someone|somebody)\b|\bask(?:ing|ed|s)? (?:you|us) to\b|\bexercis\w+ (?:my|his|her) right\b",
        r"\bi (?:do not|don't|no longer|hereby) (?:want|wish|agree|consent)\b|\bno (?:more|longer)\b|\bi (?:withdraw|revoke|object|opt out|unsubscribe)\b",
        r"^(?:stop|delete|erase|remove|correct|change|update|unsubscribe|show|send|give|let|take|cancel|opt|fix|close|don't|do not|never|get|provide|add)\b",
        r"\b(?:is|are) (?:still )?(?:wrong|incorrect|misspelled|misspelt|outdated)\b",
        r"\bnew one\b|\b(?:should|must) (?:be|now|read|delete|stop|correct)\b|\bwe should (?:delete|stop|correct|erase)\b",
    ),
    urging=any_of(
        r"\b(?:please|pls|plz|kindly|hereby)\b|\bask(?:ing|ed|s)? (?:you|us) to\b",
        r"^(?:stop|delete|erase|remove|correct|change|update|unsubscribe|send|cancel|close|don't|do not|add)\b",
        r"\bi (?:request|demand|insist|withdraw|revoke|object|unsubscribe|want you|would like you)\b",
    ),
    inquiry=any_of(
        rf"{_OPENING}(?:how|where|when|which|who|whom|whose|why|what)\b(?!.*\bplease\b)",
        rf"{_OPENING}(?:is|are|was|were|do|does|did|may|must|should|has|have|might|shall|am) (?:i|we|it|there|they|you|u|my|the|this|that|he|she|your|our|an?|temps|directors)\b",
        rf"{_OPENING}(?:can|could|will|would) (?:i|we|he|she|they|it|my|your|our|a|an|the|this|that|somebody else|someone else)\b",
        r"\bi (?:wonder|am wondering|would like to (?:know|find out|understand|ask)|'d like to (?:know|find out)|want to understand)\b(?!.{0,12}(?:everything|what))",
        r"^(?!.*\b(?:please|pls|i|my)\b).*\b(?:procedure|process|form|fees?|contact|deadline|rights?|policy|how|where)$",
        r"\b(?:would|will) you\b.{0,60}\bif (?:i|we|he|she|my)\b",
        rf"^{_POLITE}(?:(?:tell|let|explain|describe|advise|inform)\b[^,;]{{0,40}}?\b(?:how|whether|if|where|when)|(?:give|send|show)\b[^,;]{{0,40}}?\bhow)\b",
        r"\b(?:would|i'd) rather\b|\bpossible\?|\b(?:how|what|which|where|who)\b[^.!?]{0,60}\?",
    ),
    rights={
        "disclosure_of_provision_records": any_of(
            r"\b(?:records?|log|list)\b of (?:whom|who|everyone|everybody|all)\b.{0,30}\b(?:gave|passed|provided|shared|disclosed|sent|received|got)\b",
            r"\b(?:records?|log|list)\b.{0,60}\b(?:given|passed|provided|provision|shared|disclosed|transferred)\b.{0,40}\b(?:whom|who|third|when|partners?|compan\w+)\b",
            r"\b(?:records?|log|list)\b.{0,40}\b(?:whom|who|which|third part\w+|compan\w+)\b.{0,40}\b(?:given|passed|provided|shared|disclosed|transferred|sent)\b",
        ),
        "automated_decision_review": any_of(
            r"\b(?:automated|automatic|algorithm\w*|computer)\b.{0,30}\b(?:decision|refus\w+|reject\w+|scor\w+)\b.{0,80}\b(?:human|person|review|reconsider|contest|look at)\b",
        ),
        "sale_sharing_opt_out": any_of(
            r"\b(?:do not|don't|stop|opt out of)\b.{0,15}\b(?:sell|selling|sale)\b.{0,30}\b(?:data|information|info|details)?"
        ),
        "limit_sensitive_use": any_of(r"\blimit\b.{0,30}\bsensitive\b"),
        "consent_withdrawal": any_of(r"\b(?:withdraw|revoke|take back|cancel)\b.{0,20}\bconsent\b"),
        "discontinuation_of_provision": any_of(
            rf"\b(?:stop|cease|no longer|not want|doesn't want|don't want|do not|don't|discontinue|not to)\b.{{0,40}}"
            rf"\b(?:giv\w+|shar\w+|provid\w+|pass\w*|disclos\w+|transfer\w*|hand\w*|forward\w*|provision)\b.{{0,60}}\b{_OUTSIDE}",
        ),
        "marketing_opt_out": any_of(
            rf"\b(?:stop|no more|no longer|unsubscribe|opt (?:me )?out|remove me|take me off|cancel|end|do not|don't|not want|without)\b.{{0,50}}\b{_MAIL}\b",
            rf"\b{_MAIL}\b.{{0,30}}\b(?:stop|unsubscribe|no more|not wanted|unwanted)\b",
            rf"\b(?:remove|take)\b.{{0,15}}\b(?:address|number|name|e-?mail)\b.{{0,10}}\b(?:from|off)\b.{{0,15}}\b(?:{_MAIL}|lists?)\b",
            r"\bunsubscribe me\b|\bopt me out\b|\b(?:remove me|take me off)\b.{0,20}\b(?:list|distribution)\b",
        ),
        "restriction": any_of(
            r"\brestrict\w*\b.{0,30}\b(?:processing|use|data)\b|\bfreeze\b.{0,15}\b(?:my|his|her) (?:data|account)"
        ),
        "objection": any_of(
            r"\b(?:object|objection)\b.{0,20}\b(?:to|against)\b.{0,40}\b(?:processing|profiling|use|using)\b"
        ),
        "portability": any_of(
            r"\b(?:machine[- ]readable|portab\w+)\b|\b(?:transfer|move|port|export)\b.{0,20}\b(?:my|his|her) (?:\w+ )?data\b.{0,30}\b(?:to|file|format|csv|json)\b",
            r"\b(?:my|his|her) (?:\w+ )?data\b.{0,15}\b(?:exported|ported|transferred|moved)\b|\bdata\b.{0,30}\bin (?:csv|json|xml)\b",
        ),
        "erasure": any_of(rf"\b(?:erase|erasure of|erased|forget|forgotten)\b.{{0,40}}\b(?:{_DATA}|me)\b"),
        "deletion": any_of(
            rf"\b(?:delete|deleted|deletion of|remove|removed|wipe|destroy|get rid of|close)\b.{{0,30}}\b{_THEIR}\b.{{0,30}}\b{_DATA}\b",
            rf"\b{_THEIR} {_DATA}\b.{{0,30}}\b(?:deleted|removed|gone|wiped|destroyed)\b|\b(?:that|this|the) {_DATA} (?:gone|deleted|removed)\b",
            r"\b(?:delete|remove|wipe)\b.{0,20}\b(?:everything|all)\b.{0,40}\b(?:me|mine|my)\b",
        ),
        "addition": any_of(rf"\badd\b.{{0,40}}\bto {_THEIR} {_DATA}\b"),
        "correction": any_of(
            rf"\b(?:correct|fix|change|update|revise|amend|rectify|replace|modify)\b.{{0,40}}\b(?:{_THEIR} (?:\w+ )?{_DATA}|it|this|that|spelling)\b",
            r"\b(?:still|wrongly|incorrectly) (?:shows?|listed|lists?|registered|has|have|says?|under|appears?)\b",
            r"\b(?:name|address|e-?mail|number|birthday|date of birth|spelling)\b.{0,30}\b(?:is|are) (?:still |now )?(?:wrong|old|outdated|misspelled|misspelt|incorrect|the old|my old)\b",
            r"\bis still the old\b",
        ),
        "notification_of_purpose": any_of(
            r"\b(?:notif\w+|inform(?:ed)?|told)\b.{0,30}\b(?:for what (?:reason|purpose)|why|what)\b.{0,40}\b(?:keep|hold|use|process)\b.{0,40}\b(?:my|me)\b",
            r"\b(?:notify|notification|inform|written notice|tell)\b.{0,30}\b(?:purposes?)\b.{0,40}\b(?:use|used|for|my|of)\b",
        ),
        "discontinuation_of_use": any_of(
            rf"\b(?:stop|cease|suspend|discontinue|no longer|not)\b.{{0,20}}\b(?:us(?:e|ing|age)|process(?:ing)?)\b.{{0,20}}\b(?:{_THEIR}|of)\b.{{0,20}}\b{_DATA}",
        ),
        "disclosure": any_of(
            rf"\b(?:copy|copies|disclosure|disclose|extract|printout)\b.{{0,30}}\b(?:{_THEIR} {_DATA}|(?:all|everything|personal|the|any)\b.{{0,40}}\b(?:have|hold|stored|store|keep|kept|about me|on me))",
            r"\b(?:see|know|send|show|give|get|have|receive|access|told|view|look into)\b.{0,40}\b(?:everything|all|what|whatever|the data|the information|personal (?:data|information)|data)\b.{0,40}\b(?:have|hold|stored|store|keep|kept|got|saved)\b.{0,25}\b(?:me|him|her|them|us|my)\b",
            rf"\b(?:access to|look into|view) {_THEIR} (?:own )?(?:\w+ )?{_DATA}\b|\bsubject access request\b|\bdsar\b",
        ),
    },
)
