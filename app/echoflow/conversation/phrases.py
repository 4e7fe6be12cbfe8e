"""What people say over somebody else's speech, as phrases by kind, in English and Chinese.

The kinds follow the dialogue acts of Switchboard DAMSL (Jurafsky, Shriberg & Biasca 1997): continuers and
acknowledgements (`b`, `bk`), assessments (`ba`), questions that are none ("really?", `bh`) and agreement (`aa`); the
Chinese ones are the reactive tokens of Clancy et al. (1996) and Tao & Thompson (1991): hums, "dui", "shi", "hao" and
short assessments. The phrases are written as a grammar of those classes, not collected from recordings, so that they
also cover what no recording happens to contain.
"""

from __future__ import annotations

from enum import Enum, auto

from echoflow.conversation.wording import Phrasebook, words_of


class Phrase(Enum):
    """What a phrase does."""

    STOP = auto()
    """Asks for silence or for the floor, and for nothing else."""
    INVENTED = auto()
    """The sign-offs of videos, which recognizers write for noise."""
    ASSENT = auto()
    """Agrees, understands or asks to go on: an acknowledgement, or the answer to a question."""
    ASSESSMENT = auto()
    """Says how it finds what it hears."""
    SURPRISE = auto()
    """Is surprised or touched; it answers nothing."""
    HUM = auto()
    """Shows that one listens or thinks; it answers nothing."""
    COURTESY = auto()
    """Thanks."""
    FAREWELL = auto()
    """Takes leave."""
    SOFTENER = auto()
    """Goes along with a stop command, and takes the floor when it is said alone."""


_LISTS = {
    "moment": "second|sec|moment|minute|min|bit|tick",
    "good": """
        good|great|nice|cool|awesome|amazing|wonderful|lovely|interesting|fascinating|intriguing|funny|hilarious|
        terrible|awful|horrible|crazy|wild|weird|strange|odd|sad|beautiful|gorgeous|perfect|brilliant|fantastic|
        excellent|neat|sweet|incredible|unbelievable|impressive|insane|nuts|ridiculous|scary|tough|hard|rough|bad|
        shame|pity|true|right|correct|fair|fine|helpful|useful|clever|smart|exciting|surprising|shocking|disgusting|
        gross|super|terrific|marvelous|marvellous|outstanding|fabulous|pretty|cute|adorable|delicious|unfortunate|
        lucky|unreal|sick|dope|lit|legit|magnificent|splendid|superb|stunning|remarkable|extraordinary|mind_blowing|
        tragic|heartbreaking|touching|inspiring|disappointing|frustrating|annoying|stupid|silly|mad|the_best|
        the_worst|classic|genius|handy|convenient|reassuring|encouraging|promising|okay|ok|alright|all_right
        """,
    "idea": """
        idea|point|question|news|thing|story|thought|job|one|stuff|move|plan|choice|deal|work|view|place|life|day|
        surprise|person|mess|world|coincidence|call|try|guess|trick|fact|example|way|treat|relief|shame|pity
        """,
    "that": """
        that's|that_is|that_was|it's|it_is|it_was|this_is|that_sounds|sounds|it_sounds|that_looks|that_seems|that
        """,
    "very": """
        so|very|really|pretty|quite|too|rather|super|truly|just|absolutely|totally|actually|kind_of|kinda|simply|
        completely|extremely|a|an|such_a|such_an|a_really|a_very|a_pretty|quite_a|incredibly|pretty_damn
        """,
    "wow": """
        wow|whoa|woah|gosh|golly|gee|jeez|geez|boy|man|dude|damn|dang|darn|shoot|yikes|ouch|ow|ooh|oo|oh|aw|phew|
        yay|ha|haha|hahaha|ha_ha|hehe|heh|lol|ew|yuck|ugh|bravo|congratulations|congrats|hooray|hurray|yahoo|
        gracious|heavens|goodness|goodness_me|crikey|blimey|bingo|well_done|ta_da|wowee
        """,
    "me": "i|yeah_i|yes_i|oh_i|well_i|now_i|so_i|that_i",
    "surely": "do|can|totally|really|completely|certainly|fully|definitely|also|just|kind_of|would|could|see",
    "了": "了|啦|喽|咯",
    "啊": "啊|呀|嘛|吧|呢|的|滴|哒|嘞|哈|哦|噢|哟|啦|呐|哇",
    "很": """
        太|真|好|很|挺|蛮|满|非常|特别|够|还|还真|还真是|真是|真是太|实在|实在是|实在太|可|可真|真的|真的很|真的好|
        真的太|确实|确实很|的确|这么|那么|相当|超|超级|有点|有点儿|好像|好像很|多么|多|十分|极其|更|最|怪|老
        """,
    "这": """
        这|那|它|他|她|这个|那个|这可|那可|那也|这也|这真|那真|这真是|那真是|这倒|那倒|倒|倒是|听起来|听上去|看起来|
        看上去|感觉|觉得|我觉得|说得|说的|讲得|讲的
        """,
    "棒": """
        好|棒|赞|酷|牛|强|美|妙|绝|帅|厉害|了不起|不错|有意思|有趣|好玩|好笑|搞笑|好听|好看|好吃|漂亮|精彩|神奇|
        惊人|有用|实用|方便|聪明|可爱|可怕|可惜|可怜|遗憾|糟|糟糕|惨|难受|难过|恐怖|夸张|离谱|奇怪|神|意外|危险|
        残忍|伤心|感人|激动|高兴|开心|幸福|牛逼|牛掰|牛叉|给力|到位|完美|优秀|伟大|震撼|壮观|惊喜|不容易|不可思议|
        没想到|想不到|不得了|了不得|有道理|有理|正确|准确|过分|讨厌|恶心|无聊|倒霉|倒楣|幸运|刺激|浪漫|温馨|温暖|
        感动|佩服|羡慕|巧|巧妙|心疼|好奇
        """,
    "说": "说|讲|念|读|吵|讲话|说话|出声|继续|继续说|继续讲|解释|唠叨|啰嗦|闹|回答|播|播放|放|废话|吭声|啰唆",
    "别": """
        别|不要|不用|不必|甭|别再|不要再|不用再|不必再|先别|先不要|先不用|先别再|你别|你先别|别给我|你不要|你不用|
        你可别|请不要|请别|不许|不准|少
        """,
}

_PHRASES = {
    Phrase.STOP: """
        stop it|that|this|there|right_there|here|everything|yourself? talking|speaking|playing|reading|explaining|
            saying_that|singing|going_on?
        wait|hold|hang up|on|there? a|one|half_a|just_a|just_one? {moment}?
        just|give_me|gimme|need|i_need|just_give_me? a|one|half_a|another {moment}
        a|one|just_a|just_one {moment}
        hold it|that_thought|your_horses|off|your_tongue
        just? shut up|it|your_mouth|the_hell_up|the_fuck_up
        shush|sh|shh|hush|quiet|silence|halt|pause|freeze|enough|cease|abort|cancel|mute|quit|nevermind|timeout|
            whoa_whoa
        never_mind|time_out|quit_it|quit_talking|zip_it|knock_it_off|cut_it_out|cut_it|drop_it|leave_it|can_it|save_it
        forget it|that|about_it|about_that
        be|keep|stay|get very|so? quiet|silent
        quiet|pipe|simmer|calm|settle down
        that's|that_is|this_is quite|more_than|just? enough
        that's|that_is|that'll_be|that_will_be all i|we? need|needed|want|wanted|asked_for|wanted_to_know|
            needed_to_know?
        that'll|that_will|this_will|this'll do
        i've|i_have|i've_had|i_have_had|we've heard|had|got? quite|more_than? enough of_that|of_this|of_it?
        not now|right_now
        no|say_no more
        don't|do_not|please_don't|no_need_to talk|speak|say_anything|say_another_word|go_on|continue|keep_talking|
            read_on any_more|anymore|now|any_longer|any_further?
        don't|do_not want|need|wanna to? hear|know|listen_to it|that|this|about_it|about_that|any_of_it? any_more|
            anymore|now?
        i don't|do_not want|need|wanna to? hear|know|listen_to it|that|this|about_it|about_that|any_of_it? any_more|
            anymore|now?
        let_me|may_i|can_i|could_i|let_me_just|i_want_to|i'd_like_to|i_have_to|i_need_to|i_must|can_i_just|may_i_just|
            if_i_may speak|talk|finish|think|interrupt|interject|jump_in|cut_in|say_something|stop_you|stop_you_there|
            interrupt_you|get_a_word_in|say_a_word|step_in
        you_can|you_may|you_should|you_could|could_you|can_you|would_you|will_you shut_up|be_quiet|hush|pause|wait|
            hold_on
        停 下|住|止|一下|一停|下来|一会|一会儿|一下子|手|停? {了}?
        停止|暂停|中止|终止|中断 说话|播放|朗读|播报|讲话|回答|一下|一会|一会儿?
        等|稍等|请稍等 等|下|一下|一等|会|会儿|一会|一会儿|片刻|我|我一下|我一会|我一会儿|我说完|我想想|我想一想?
        稍候|且慢|慢着|打住|住口|住嘴|闭嘴|收声|闭上嘴|闭上你的嘴|消音|静音|肃静|嘘|收|收了|停嘴|噤声
        安静|静 点|一点|一下|会|会儿|一会|一会儿|些|点儿|下来?
        {别} {说} {了}|下去|下去了|话|话了?
        够|足够|可以|行|好|得|成 {了} 够|足够|可以|行|好?
        已经|就|都|这就|这样就|这些就 够|足够|可以|行|好 {了}
        到此为止|就到这|就到这里|就到这儿|到这就行|就这样|就这样吧|先这样|先这样吧|先到这|先到这里|先到这儿|到这里吧|
            就此打住
        算 {了} 吧|算|算了?
        不用|不必|没必要|用不着|不需要 {了}
        不|不想|我不|我不想|我不要|不要|懒得 再? 说|听|聊|讲|听你说|听你讲|听你 这个|这些|它? {了}?
        取消
        让|请让|先让|你让|你先让|容|请容|听|先听|你听|你先听|请听 我 先? 说|讲|说完|讲完|说一句|说句话|插一句|插句话|
            打断一下|想想|想一想|想一下|说话|讲两句|说两句
        我|我先|我要|我想|我得|容我|抱歉我? 打断|插 一下|一句|句话|句嘴|你|你一下|个话
        休息一下|歇会|歇会儿|歇一歇|歇歇|歇一会
        """,
    Phrase.INVENTED: """
        thank_you|thanks so_much|very_much? for watching|viewing|listening|tuning_in|your_attention|
            your_time everyone|guys|everybody|folks|all|today?
        please|and|don't_forget_to|and_don't_forget_to|make_sure_to|remember_to? like|like_and|like_comment_and|
            like_share_and? subscribe to_my_channel|to_our_channel|to_the_channel|now?
        i'll|i_will|we'll|we_will see_you in_the_next_one|in_the_next_video|next_time|in_another_video guys|everyone?
        see_you in_the_next_one|in_the_next_video|in_another_video guys|everyone?
        hit|press|smash the bell|like_button|subscribe_button icon?
        leave a comment below|down_below?
        的? 一键三连|点个赞|点个关注|点赞关注
        谢谢|感谢|多谢|谢谢您的|感谢您的|感谢你的|谢谢你的|多谢您的 大家|各位|你们|您? 的? 的? 观看|收看|收听|聆听|
            欣赏|支持
        谢谢大家|感谢大家|谢谢各位|我们下次再见|我们下期再见|下期再见|下期见|我们下期见|下次再见
        请|记得|欢迎|请记得|别忘了|喜欢的话|请大家|欢迎大家? 点赞|订阅|转发|打赏|按赞 点赞|订阅|关注|转发|分享|打赏|
            评论|和|并|开启小铃铛|留言? 订阅|关注|转发|分享|评论|我|我的频道|我们的频道|本频道|支持? 我的频道|
            我们的频道|频道?
        """,
    Phrase.ASSENT: """
        yes|yeah|yea|yah|yep|yup|ya|yip|ye|aye|yessir|yes_sir|yes_indeed|mm_hm|m_hm|mhm|um_hm|uh_hu|uh_huh|uhuh|ahuh|
            hm_mm|mhmhm|uhu|hm_hmm_mm
        okay|ok|o_k|okey|okie|okay_doke|okey_doke|okey_dokey|okie_dokie|okie_doke|k|kay|mkay|m_kay|mmkay|oki
        alright|all_right|alrighty|all_righty|righto|right|right_on|righty|rightio|right_you_are|sure|sure_thing|
            for_sure|why_sure|of_course|course|naturally|obviously
        certainly|absolutely|definitely|totally|exactly|precisely|indeed|correct|truly|agreed|clearly|undoubtedly|
            literally|true_enough|sure_enough|right_enough
        possibly|probably|maybe|perhaps|presumably|likely|most_likely|might_be|could_be|i_would_think_so|supposedly
        {me} {surely}? see|know|knew|understand|agree|believe|bet|guess|suppose|imagine|remember|figured|get|got|hear|
            heard|gather|realize|realise|love|like it|that|this|you|so|what_you_mean|what_you're_saying|your_point|
            that_too|it_now|that_one|of_that|of_it|with_that|with_you|with_it?
        i {surely}? think|hope|guess|suppose|believe so too|as_well?
        i|you got|get|have it|you|that|ya|your_point
        i'm|i_am|we're with_you|following|following_you|listening|still_here|still_listening|all_ears|sure|aware
        got_it|got_you|got_ya|gotcha|gotchya|understood|roger|roger_that|copy|copy_that|noted|duly_noted|point_taken|
            same|ditto|same_here|me_too|me_neither|me_either|likewise|so_do_i|so_am_i|neither_do_i
        that|it|this|which|yeah_that? makes|made a_lot_of|total|perfect|good|complete|much_more? sense
        fair_enough|good_enough|good_point|fair_point|great_point|good_to_know|good_call|nice_to_know|you_bet|
            you_betcha|you_said_it|you_know_it|no_doubt|no_question|without_a_doubt|no_problem|no_worries|no_wonder|
            no_surprise|not_a_problem
        you're|you_are|you_were|he's|she's|they're|that's|that_is {very}? right|correct|welcome|true
        that's|that_is|that's_exactly|that_is_exactly|that's_just it|the_one|the_way|the_truth|something|
            something_else|what_i_thought|what_i_think|what_i_mean|what_i_meant|how_it_is|what_i_figured|for_sure|
            a_fact|exactly_it|exactly_right
        there|here you|we go|are|have_it
        so it|i|they see|is|does|seems|say|hear|heard
        it|that|this|they|he|she|we|you|i|there really|sure|certainly|definitely|absolutely|probably|surely? is|are|
            am|was|were|do|does|did|can|could|would|will|might|should|has|have|had be|have|too|indeed? $
        not at_all|in_the_least|really
        you_can|you_may|you_should|you|just? please|just? go_on|go_ahead|continue|keep_going|keep_talking|carry_on|
            proceed|read_on|keep_it_up please|with_it|with_that|from_there|then|on?
        don't_stop|please_don't_stop|tell_me_more|and_then|let's_hear_it|let's_go_on|say_more
        as_i_thought|i_thought_so|i_think_you're_right|i_feel_you|i_don't_doubt_it|i_don't_blame_you|to_be_sure|
            isn't_it_just|sure_is|sure_does|sure_do
        嗯|恩|嗯哼|对|对对|是|欧克|哦凯|噢凯|好嘞|好咧|得嘞|妥
        没错|不错|当然|确实|的确|同意|赞同|明白|知道|懂|了解|理解|清楚|收到|记住|记得|晓得|有数|听懂|听到|听见|学到|
            可以|行|成|中|好|必须|一定|肯定|绝对|自然|显然 的|了|啦|吧|呀|嘛|呢|嘞|滴|咧|喽|啊|哒|咯?
        对|是|没错|同意|确实|的确|当然|就是|可不是|可不|正是|也是|那是|倒是|那倒是|那倒也是|倒也是|说的也是|说得也是|
            也对|那也是|对头|没毛病 的|啊|呀|嘛|呢|哦|滴|哒|诶|啦|哈|哟?
        是|对|就是|确实|的确 是? 这样|这么回事|这个道理|这个意思|这个理|那样|那么回事|如此|这么个理|那么个理 的|啊|呀|
            子|的啊|的呀|子啊|子的?
        我|我就|我也|我早就|那我|我大概|我都|我当然|这我|这个我|那我就|哦我|我好像|我完全|大概? 知道|明白|懂|懂得|
            晓得|了解|理解|清楚|同意|觉得是|觉得也是|猜|猜到|猜也是|这么想|这么觉得|这么认为|想也是|记得|听说过|在听|
            听着呢|听着|也觉得|听过 了|啊|的|呀|呢?
        有可能|可能|可能吧|也许|也许吧|或许|应该是|应该吧|应该|大概|大概吧|差不多|说不定|没准|没准儿|八成
        原来如此|原来是|原来这样|原来是这样|原来是这样子|原来是这么回事|原来是这样啊|难怪|怪不得|怪不得呢|难怪呢|
            这么说|这样|这样子|这样啊|那样啊|如此|竟是如此|果然|果然如此|果真如此|我说呢|我就说嘛|我就说呢|可不嘛|
            谁说不是呢|谁说不是|不然呢
        你|您|他|她|这话|这|那|这个? 说|讲 得|的 对|是|好|没错|有道理|有理|很对|太对|太好|真对|真好|很有道理|太有道理|
            真有道理|也对|也是|在理|不错 {了}|啊|呀?
        言之有理|有道理|在理|正合我意|英雄所见略同|要的|同感|深有同感|我也是|我也一样|一样一样
        请|那|那你|你|您|你接着|您请|您接着|请你|请您|那就? 继续|继续说|继续讲|继续吧|接着说|接着讲|说下去|讲下去|
            往下说|往下讲|说吧|讲吧|请讲|请说|念下去|接着念|说你的
        你|您|请您|那你 说|讲
        别停|不要停|别停下|别停下来|不要停下来|不要停下|然后呢|后来呢|还有呢
        没事|没事儿|没关系|没问题|不客气|不要紧|放心|不碍事|没什么|不打紧 的|啦|了|啊|呀|哈?
        """,
    Phrase.ASSESSMENT: """
        {that}? {very}? {good} {idea}? too|though|then|actually|again?
        how|what|what_a|what_an|such|such_a|how_very|how_truly {good} {idea}?
        what_a|such_a {idea}|bummer|waste|trip|bargain|steal|miracle|joke|riot|blast|hoot
        {that} {very}? a? relief|mess|bummer|coincidence|lot|blast|bargain|steal|miracle|joke|riot
        {that} too_bad|not_bad|a_shame|a_pity|a_lot|news_to_me|new_to_me
        not_too_bad|not_so_bad|too_bad|good_for you|him|her|them|us|it|me
        i|we {very}? love|like|hate|adore it|that|this
        love_it|love_that|like_it|hate_it|nailed_it|good_one|nice_one|good_job|great_job|nice_job|well_said|well_put|
            good_stuff|very_much_so|so_much
        it|that really|certainly|sure|definitely is|does|was|did
        {这}? {很}? {棒} {了}|啊|呀|吧|嘛|哦|呢|哈|的|哟|呐|哇|了吧|了啊|了呀|的啊|的呢?
        {这} 是? {很}? {棒} 事|事情|主意|办法|故事|消息|问题|想法 啊|呀|呢|了?
        {棒} 死|极|坏|爆|透|惨 {了}
        好|真是|真是个|真是好|是个|这是个 好? 主意|办法|故事|消息|事|想法|东西|地方
        学到 {了}
        可惜|太可惜|真可惜 {了}|啊|呀?
        长 知识|见识 {了}?
        涨 知识|见识 {了}?
        """,
    Phrase.SURPRISE: """
        {wow}
        {wow}|my|good|great|dear|oh_my|holy god|gosh|goodness|word|lord|grief|heavens|scott|stars|gracious|cow|moly|
            crap|shit|smokes|mother|christ|jesus|me|days|dear
        oh_my|my_my|omg|my_oh_my|dear_me|dear_oh_dear|oh_dear|oh_no|for_crying_out_loud|for_goodness_sake|
            for_heaven's_sake|jesus|jesus_christ|christ|god|lord
        bless you|him|her|them|your_heart|his_heart|her_heart|their_hearts
        you|you_really|they|he|she think|say|reckon|mean so|that|it?
        no way|kidding|joke|shit|fooling|lie|joking
        really|seriously|honestly|for_real|truly
        is that|it|this so|right|true|a_fact|for_real|really now|so? $
        are|aren't you|they serious|kidding|kidding_me|joking|for_real
        you're|you_are|you_must_be|you_have_to_be|you_gotta_be|you've_got_to_be|gotta_be kidding|joking|serious|
            kidding_me|pulling_my_leg|not_serious
        you_don't_say|get_out|get_out_of_here|get_outta_here|come_on|come_on_now|shut_the_front_door|go_figure|
            imagine_that|fancy_that|how_about_that|what_do_you_know|well_i_never|how_come_i_never_knew|
            would_you_believe_it|would_you_look_at_that
        who knew|would_have_thought|would've_thought|would_have_known|would've_guessed|would_have_guessed|
            could_have_known|would_a_thought
        i|i_really|i'd|i_had? have|had|never|did_not|didn't no|know|knew|have|realize|heard|would|even? idea|clue|
            that|this|of_that|about_that|any_idea|have_guessed|have_thought|have_known?
        i can't|cannot|could_not|couldn't|can_hardly|can|don't|do_not believe|imagine it|that|this?
        did|does|is|was|are|were|do|has|have|had|isn't|wasn't|doesn't|don't|didn't|aren't|haven't|hasn't|weren't it|
            he|she|they|that|you|there|we really|now? $
        unbelievable|incredible|inconceivable|amazing_grace|huh_really
        真|真的 的|吗|假的|么|呀|啊|嘛|呐|吗真的?
        是 吗|嘛|么|不是真的|真的吗
        不会|不是|不可能 吧|呀|啊 真的|真的吗?
        怎么 会|可能|会这样 啊|呢|呀|这样?
        我? 天|天哪|天啊|天呐|天呀|老天|老天爷|老天爷啊|我的天|我的天哪|我的天啊|我的妈|我的妈呀|我的老天|我的老天爷|
            我的神|我的神啊|我的上帝|上帝啊|上帝
        我去|我靠|我擦|卧槽|我操|我勒个去|妈呀|妈耶|好家伙|乖乖|我的乖乖|吓死我了|吓我一跳|笑死我了|笑死|笑死了|绝了|
            神了|服了|我服了|佩服|牛啊|可以啊|可以呀|行啊|行呀|你可真行|无语|无语了|晕|我晕|艾玛|哎妈呀|唉妈呀|喔唷
        哇|哇塞|哇噻|哇哦|哇喔|哇靠|哎呀|哎哟|哎呦|哎哟喂|哎唷|唉呀|唉哟|唷|呵|呵呵|嘿嘿|哈哈|哈哈哈|嘻嘻|嚯|嗬|耶|
            喔耶|哟呵|嘶|啧|啧啧|呸|恭喜|恭喜恭喜|了不得|不得了
        """,
    Phrase.HUM: """
        um|uhm|uh|er|erm|ah|oh|eh|hm|m|huh|hu|hum|o|ahem|hmph|oof|ay|a|uhhum|mmh|mh|ooh|aha|ah_ha|oho|ohh|hmmph|hem|
            ho|hah|hih|ahh|mn|ng|n|nn|mmhmm
        唔|呣|姆|呃|额|啊|阿|哦|噢|喔|哎|诶|欸|唉|哈|呵|哼|呀|咦|哟|呦|呐|咳|噗|呜|嗷|噫|嗨呀|嗯呐|呵|喏|害
        well|so|like|you_know|and_so|now|then
        """,
    Phrase.COURTESY: """
        thanks|thank_you|cheers|many_thanks|ta|thank_you_so|much_appreciated a_lot|so_much|very_much|a_million|kindly|
            much|again|for_that|for_the_info|sir|dear|for_telling_me|for_explaining?
        i_appreciate|appreciate it|that|you
        谢谢|多谢|感谢|谢谢谢谢 你|您|啊|啦|了|哈|你啊|你了|您了|告诉我|你告诉我|解释|你的解释|提醒?
        谢 啦|了|谢啦
        辛苦 了|啦|你了|您了?
        """,
    Phrase.FAREWELL: """
        bye|goodbye|good_bye|bye_bye|good_night|farewell|bye_now|later|take_care|so_long|the_end
        i'll|we'll? see|catch you|ya later|soon|tomorrow|around|then|next_time|next_week|again|in_the_next?
        have a good|nice|great|lovely one|day|night|evening|weekend
        拜拜|再见|拜|晚安|回见|回头见|明天见|下次见
        """,
    Phrase.SOFTENER: """
        no|nope|nah|naw|not|please|pls|just|hey|hi|echo|sorry|i'm_sorry|excuse_me|pardon|pardon_me|look|listen|now|
            right_now|immediately|already|right_there|there|here|at_once|this_instant|this_minute|all_of_that|then
        for a|one|just_a|just_one|half_a? {moment}
        for_now|for_today|for_the_moment|guys|folks|buddy|mate|pal|sir|madam|friend|dear|honey|will_you|would_you|
            could_you|can_you|won't_you|can't_you|if_you_please|do_you_mind|would_you_mind|can_we|can_we_just|let's|
            let_us|let's_just|you|you_can|you_may|you_should|you_could|you_must|you_need_to|you_have_to
        i_said|i_told_you_to|i_say|i_want_you_to|i_need_you_to|i'd_like_you_to|i_asked_you_to|i_mean|actually|and|but|
            because|or|okay_now|any_more|anymore|to
        你|您|请|先|快|快点|赶紧|赶快|马上|立刻|立即|现在|给我|就|都|麻烦|麻烦你|麻烦您|拜托|拜托你|求你|求求你|
            求你了|求求你了|能不能|可不可以|可否|能否|能|我说|我让你|我叫你|我要你|我想让你|我要|那|那就|那你|喂|嘿|
            嗨|哎|诶|不|不不|不是|不对|不好意思|对不起|抱歉|打扰一下
        吧|了|啦|吗|么|嘛|好吗|行吗|可以吗|行不行|好不好|可以不|行不|好么|一下|一会儿|小回|同学|大哥|朋友|老师|兄弟|
            好不好嘛|下|再|到这|到这里|到这儿|暂时|今天|这里|在这里
        """,
}

PHRASES: Phrasebook[Phrase] = Phrasebook(_PHRASES, _LISTS)
"""Every phrase known, STOP first: where words can be read in two ways, silence is the better mistake."""

STRAY_WORDS = frozenset(
    words_of("you the a an i it is to of and in for that he she we they on at 的了在我你他就地一有")
)
"""Words that are no utterance by themselves, and which recognizers write for a click or a breath."""

QUESTION_WORDS = frozenset(words_of("what who whom whose where when why how which pardon 什么谁哪几啥怎何吗"))
"""Words that ask."""

_CREDITS = """
    subtitles by|subtitle by|subtitled by|captions by|captioned by|translated by|transcribed by|transcription by|www|
    中文字幕|字幕志愿者|字幕制作|字幕组|字幕提供|提供字幕|字幕由|字幕by|字幕j|请不吝点赞|优优独播剧场|明镜与点点
    """

CREDITS = tuple(map(words_of, _CREDITS.split("|")))
"""How the credits begin that recognizers learned from subtitles and write for noise and music."""
