<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>echoflow</name>
        <message>
            <source>&amp;Back</source>
            <translation>上一步(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Budget for a month</source>
            <translation>每月预算(&amp;B)</translation>
        </message>
        <message>
            <source>&amp;Continue</source>
            <translation>继续(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Copy report</source>
            <translation>复制报告(&amp;C)</translation>
        </message>
        <message>
            <source>&amp;Costs…</source>
            <translation>费用(&amp;C)…</translation>
        </message>
        <message>
            <source>&amp;Delete</source>
            <translation>删除(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Delete all…</source>
            <translation>全部删除…(&amp;D)</translation>
        </message>
        <message>
            <source>&amp;Export all…</source>
            <translation>全部导出…(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Export…</source>
            <translation>导出…(&amp;E)</translation>
        </message>
        <message>
            <source>&amp;Finish</source>
            <translation>完成(&amp;F)</translation>
        </message>
        <message>
            <source>&amp;Keys…</source>
            <translation>密钥(&amp;K)…</translation>
        </message>
        <message>
            <source>&amp;Measure echo</source>
            <translation>测量回声(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;Mute microphone</source>
            <translation>麦克风静音(&amp;M)</translation>
        </message>
        <message>
            <source>&amp;New conversation</source>
            <translation>新对话(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Next</source>
            <translation>下一步(&amp;N)</translation>
        </message>
        <message>
            <source>&amp;Only problems</source>
            <translation>只看问题(&amp;O)</translation>
        </message>
        <message>
            <source>&amp;Play a sample</source>
            <translation>试听(&amp;P)</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>退出(&amp;Q)</translation>
        </message>
        <message>
            <source>&amp;Recognition</source>
            <translation>语音识别(&amp;R)</translation>
        </message>
        <message>
            <source>&amp;Settings…</source>
            <translation>设置(&amp;S)…</translation>
        </message>
        <message>
            <source>&amp;Skip all</source>
            <translation>全部跳过(&amp;S)</translation>
        </message>
        <message>
            <source>&amp;Talk</source>
            <translation>说话(&amp;T)</translation>
        </message>
        <message>
            <source>&amp;Undo</source>
            <translation>撤销(&amp;U)</translation>
        </message>
        <message>
            <source>&amp;Voice</source>
            <translation>声音(&amp;V)</translation>
        </message>
        <message>
            <source>'{address}' is no address for {service}; write it like http://127.0.0.1:9000.</source>
            <translation>“{address}”不是 {service} 的有效地址；请写成 http://127.0.0.1:9000 这样。</translation>
        </message>
        <message>
            <source>1 turn</source>
            <translation>1 轮</translation>
        </message>
        <message>
            <source>A faster way to compute attention that most graphics cards know.</source>
            <translation>一种更快的注意力计算方法，大多数显卡都支持。</translation>
        </message>
        <message>
            <source>A larger language model needs about 6 GB.</source>
            <translation>更大的语言模型约需 6 GB。</translation>
        </message>
        <message>
            <source>A minute of talk</source>
            <translation>每分钟对话</translation>
        </message>
        <message>
            <source>A new conversation begins.</source>
            <translation>新的对话开始了。</translation>
        </message>
        <message>
            <source>A private conversation begins: nothing of it is kept.</source>
            <translation>私密对话开始：不会保存任何内容。</translation>
        </message>
        <message>
            <source>A soft sound says that an answer is coming when it takes longer than a moment.</source>
            <translation>回答需要多等一会儿时，用轻柔的声音提示。</translation>
        </message>
        <message>
            <source>A voice assistant in the desktop tray.</source>
            <translation>桌面托盘里的语音助手。</translation>
        </message>
        <message>
            <source>A word is one or two tokens.</source>
            <translation>一个汉字大约是一到两个词元。</translation>
        </message>
        <message>
            <source>ACTION</source>
            <translation>操作</translation>
        </message>
        <message>
            <source>ADDRESS</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>About</source>
            <translation>关于</translation>
        </message>
        <message>
            <source>About {hearing} cents for a minute you talk, and {speaking} for a minute EchoFlow talks.</source>
            <translation>你每说一分钟约 {hearing} 美分，EchoFlow 每说一分钟约 {speaking} 美分。</translation>
        </message>
        <message>
            <source>Above 1, words that were just used become less likely.</source>
            <translation>大于 1 时，刚用过的词不容易再次出现。</translation>
        </message>
        <message>
            <source>Add a GGUF file…</source>
            <translation>添加 GGUF 文件…</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Address of Deepgram</source>
            <translation>Deepgram 的地址</translation>
        </message>
        <message>
            <source>Address of ElevenLabs</source>
            <translation>ElevenLabs 的地址</translation>
        </message>
        <message>
            <source>Address of the service</source>
            <translation>服务的地址</translation>
        </message>
        <message>
            <source>Addresses</source>
            <translation>地址</translation>
        </message>
        <message>
            <source>Advanced</source>
            <translation>高级选项</translation>
        </message>
        <message>
            <source>All &amp;voices…</source>
            <translation>全部声音(&amp;V)…</translation>
        </message>
        <message>
            <source>All answers</source>
            <translation>全部回答</translation>
        </message>
        <message>
            <source>All answers by their time, in milliseconds</source>
            <translation>全部回答的用时分布（毫秒）</translation>
        </message>
        <message>
            <source>All conversations are deleted.</source>
            <translation>所有对话都已删除。</translation>
        </message>
        <message>
            <source>All data of EchoFlow has been deleted.</source>
            <translation>EchoFlow 的所有数据均已删除。</translation>
        </message>
        <message>
            <source>All figures that were measured so far are forgotten.</source>
            <translation>此前测得的所有数据都会被删除。</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>所有文件</translation>
        </message>
        <message>
            <source>All models</source>
            <translation>全部模型</translation>
        </message>
        <message>
            <source>All of them</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>All on this computer</source>
            <translation>全部在这台电脑上</translation>
        </message>
        <message>
            <source>All settings, each with what it means. It is read when EchoFlow starts.</source>
            <translation>全部设置及其含义。EchoFlow 启动时读取。</translation>
        </message>
        <message>
            <source>Allow EchoFlow the microphone in System Settings, under Privacy &amp; Security, Microphone.</source>
            <translation>请在“系统设置”的“隐私与安全性”&gt;“麦克风”中允许 EchoFlow 使用麦克风。</translation>
        </message>
        <message>
            <source>Allow EchoFlow to use it when the system asks.</source>
            <translation>系统询问时，请允许 EchoFlow 使用密钥环。</translation>
        </message>
        <message>
            <source>Allow apps the microphone in Settings, under Privacy, Microphone, and look for a mute switch.</source>
            <translation>请在“设置”的“隐私”&gt;“麦克风”中允许应用使用麦克风，并检查静音开关。</translation>
        </message>
        <message>
            <source>Another one</source>
            <translation>换一段</translation>
        </message>
        <message>
            <source>Another program has {keys}; choose other keys, or close that program.</source>
            <translation>{keys} 已被其他程序占用；请换一组按键，或关闭那个程序。</translation>
        </message>
        <message>
            <source>Answer</source>
            <translation>回答</translation>
        </message>
        <message>
            <source>Answer of {service}</source>
            <translation>{service} 的答复</translation>
        </message>
        <message>
            <source>Answers</source>
            <translation>回答</translation>
        </message>
        <message>
            <source>Answers: p50 {p50}, p95 {p95} over {count} turns; slowest: {stage} ({seconds}).</source>
            <translation>回答：{count} 轮中 p50 {p50}，p95 {p95}；最慢的是{stage}（{seconds}）。</translation>
        </message>
        <message>
            <source>Appearance</source>
            <translation>外观</translation>
        </message>
        <message>
            <source>As many as fit into its memory, unless you know better.</source>
            <translation>显存放得下多少就放多少，除非你另有打算。</translation>
        </message>
        <message>
            <source>As the system</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>As the system chooses</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>As the system chooses ({name})</source>
            <translation>跟随系统（{name}）</translation>
        </message>
        <message>
            <source>As with a radio: hold the keys, talk, and let go.</source>
            <translation>像对讲机：按住快捷键说话，说完松开。</translation>
        </message>
        <message>
            <source>Asking for the voices…</source>
            <translation>正在获取声音列表…</translation>
        </message>
        <message>
            <source>Asking {service}…</source>
            <translation>正在询问 {service}…</translation>
        </message>
        <message>
            <source>Asks once a day whether there is a newer EchoFlow, where this build knows whom to ask.</source>
            <translation>每天询问一次是否有新版 EchoFlow(仅当此版本知道向谁询问时)。</translation>
        </message>
        <message>
            <source>At the pace of the last week this month will cost about {dollars}, within the budget.</source>
            <translation>按最近一周的速度，本月约花费 {dollars}，在预算之内。</translation>
        </message>
        <message>
            <source>At the pace of the last week this month will cost about {dollars}.</source>
            <translation>按最近一周的速度，本月约花费 {dollars}。</translation>
        </message>
        <message>
            <source>At the pace of the last week this month would cost about {dollars}, more than the budget.</source>
            <translation>按最近一周的速度，本月约花费 {dollars}，将超出预算。</translation>
        </message>
        <message>
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <source>Back to what it was at first</source>
            <translation>恢复默认值</translation>
        </message>
        <message>
            <source>Bind the command “{command}” to a shortcut in the keyboard settings of your desktop.</source>
            <translation>请在桌面的键盘设置中，把命令“{command}”绑定到一个快捷键。</translation>
        </message>
        <message>
            <source>Both…</source>
            <translation>两边…</translation>
        </message>
        <message>
            <source>Broken off; the replies up to here are in {file}.</source>
            <translation>已中断；到此为止的回答保存在 {file}。</translation>
        </message>
        <message>
            <source>Budget for a month</source>
            <translation>每月预算</translation>
        </message>
        <message>
            <source>Budget: {dollars} a month, {percent} % of it spent</source>
            <translation>预算：每月 {dollars}，已用 {percent}%</translation>
        </message>
        <message>
            <source>Busy</source>
            <translation>正在进行</translation>
        </message>
        <message>
            <source>C&amp;heck my setup…</source>
            <translation>检查我的环境(&amp;H)…</translation>
        </message>
        <message>
            <source>CODE</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>COMMAND</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Can we hear each other?</source>
            <translation>我们能听到彼此吗？</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Cancel the download</source>
            <translation>取消下载</translation>
        </message>
        <message>
            <source>Cancel the download of {name}?</source>
            <translation>取消下载 {name}？</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Check &amp;again</source>
            <translation>再次检查(&amp;A)</translation>
        </message>
        <message>
            <source>Check again; if that does not help, restart the computer.</source>
            <translation>请再检查一次；如果仍然不行，请重启电脑。</translation>
        </message>
        <message>
            <source>Check my setup</source>
            <translation>检查我的环境</translation>
        </message>
        <message>
            <source>Check the key for {service}</source>
            <translation>检查 {service} 的密钥</translation>
        </message>
        <message>
            <source>Checking: {check}…</source>
            <translation>正在检查：{check}…</translation>
        </message>
        <message>
            <source>Checking…</source>
            <translation>正在检查…</translation>
        </message>
        <message>
            <source>Check…</source>
            <translation>检查…</translation>
        </message>
        <message>
            <source>Choose a conversation to read it.</source>
            <translation>选择一个对话来阅读。</translation>
        </message>
        <message>
            <source>Choose a faster model of the service or a faster network, or think with this computer.</source>
            <translation>请选择该服务更快的模型或更快的网络，或用本机思考。</translation>
        </message>
        <message>
            <source>Choose a file…</source>
            <translation>选择文件…</translation>
        </message>
        <message>
            <source>Choose a language model</source>
            <translation>选择语言模型</translation>
        </message>
        <message>
            <source>Choose a recording of your voice</source>
            <translation>选择你的录音</translation>
        </message>
        <message>
            <source>Choose a smaller language model, or one that fits into the memory of your GPU.</source>
            <translation>请选择更小的语言模型，或能放进显存的模型。</translation>
        </message>
        <message>
            <source>Choose a smaller model or a shorter context, or close other programs.</source>
            <translation>请选择更小的模型或更短的上下文，或关闭其他程序。</translation>
        </message>
        <message>
            <source>Choose one, or drag it where you like.</source>
            <translation>可在此选择，也可以把它拖到喜欢的地方。</translation>
        </message>
        <message>
            <source>Choose “Talk” and talk.</source>
            <translation>点“说话”即可开口。</translation>
        </message>
        <message>
            <source>Choose “Talk” in the window of EchoFlow to talk.</source>
            <translation>要说话，请点 EchoFlow 窗口里的“说话”。</translation>
        </message>
        <message>
            <source>Chosen language model</source>
            <translation>所选语言模型</translation>
        </message>
        <message>
            <source>Clear</source>
            <translation>清除</translation>
        </message>
        <message>
            <source>Clear: {name}</source>
            <translation>清除：{name}</translation>
        </message>
        <message>
            <source>Click and talk.</source>
            <translation>点击后说话。</translation>
        </message>
        <message>
            <source>Click the icon in the tray to talk.</source>
            <translation>点击托盘图标说话。</translation>
        </message>
        <message>
            <source>Click to stop.</source>
            <translation>点击停止。</translation>
        </message>
        <message>
            <source>Clone my voice</source>
            <translation>克隆我的声音</translation>
        </message>
        <message>
            <source>Clone my voice…</source>
            <translation>克隆我的声音…</translation>
        </message>
        <message>
            <source>Cloning a voice needs consent: add --consent if the voice is your own, or if you have the permission of the person whose voice it is.</source>
            <translation>克隆声音需要授权：如果这是你本人的声音，或你已获得声音所有者的许可，请加上 --consent。</translation>
        </message>
        <message>
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <source>Close programs that keep the processor busy, or let a cloud service hear for you.</source>
            <translation>请关闭占用处理器的程序，或改用云服务识别语音。</translation>
        </message>
        <message>
            <source>Close programs that keep the processor busy, or let a cloud service speak for you.</source>
            <translation>请关闭占用处理器的程序，或改用云服务合成语音。</translation>
        </message>
        <message>
            <source>Cloud services</source>
            <translation>云服务</translation>
        </message>
        <message>
            <source>Clouds</source>
            <translation>云服务</translation>
        </message>
        <message>
            <source>Clouds and costs</source>
            <translation>云服务和费用</translation>
        </message>
        <message>
            <source>Co&amp;nversations…</source>
            <translation>对话记录(&amp;N)…</translation>
        </message>
        <message>
            <source>Colours</source>
            <translation>颜色</translation>
        </message>
        <message>
            <source>Connect one and try again.</source>
            <translation>请连接一个后重试。</translation>
        </message>
        <message>
            <source>Context</source>
            <translation>上下文</translation>
        </message>
        <message>
            <source>Contrast</source>
            <translation>对比度</translation>
        </message>
        <message>
            <source>Conversations</source>
            <translation>对话</translation>
        </message>
        <message>
            <source>Conversations are not kept</source>
            <translation>对话不会被保存</translation>
        </message>
        <message>
            <source>Conversations cannot be written to {file}; make room on the disk, or see that the file may be written, and nothing is lost as long as EchoFlow runs.</source>
            <translation>无法把对话写入 {file}；请腾出磁盘空间或检查文件的写入权限，只要 EchoFlow 不退出，内容就不会丢失。</translation>
        </message>
        <message>
            <source>Conversations, settings, keys and downloaded models of this computer.</source>
            <translation>本机上的对话、设置、密钥和下载的模型。</translation>
        </message>
        <message>
            <source>Conversations…</source>
            <translation>对话…</translation>
        </message>
        <message>
            <source>Cop&amp;y</source>
            <translation>复制(&amp;Y)</translation>
        </message>
        <message>
            <source>Copied</source>
            <translation>已复制</translation>
        </message>
        <message>
            <source>Copied.</source>
            <translation>已复制。</translation>
        </message>
        <message>
            <source>Copy figures</source>
            <translation>复制数据</translation>
        </message>
        <message>
            <source>Copy the answer</source>
            <translation>复制回答</translation>
        </message>
        <message>
            <source>Copy the conversation</source>
            <translation>复制整个对话</translation>
        </message>
        <message>
            <source>Copy this turn</source>
            <translation>复制这一轮</translation>
        </message>
        <message>
            <source>Costs</source>
            <translation>费用</translation>
        </message>
        <message>
            <source>Costs and budget…</source>
            <translation>费用与预算…</translation>
        </message>
        <message>
            <source>Costs nothing.</source>
            <translation>完全免费。</translation>
        </message>
        <message>
            <source>Costs…</source>
            <translation>费用…</translation>
        </message>
        <message>
            <source>Cut in</source>
            <translation>打断</translation>
        </message>
        <message>
            <source>Damaged files were put aside: {files}</source>
            <translation>已另存损坏的文件：{files}</translation>
        </message>
        <message>
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <source>Days after which a conversation is forgotten; 0 for never.</source>
            <translation>对话保存的天数；0 表示永久保存。</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete all</source>
            <translation>全部删除</translation>
        </message>
        <message>
            <source>Delete all conversations?</source>
            <translation>要删除所有对话吗？</translation>
        </message>
        <message>
            <source>Delete all my data</source>
            <translation>删除我的全部数据</translation>
        </message>
        <message>
            <source>Delete all your data?</source>
            <translation>删除你的所有数据？</translation>
        </message>
        <message>
            <source>Delete everything</source>
            <translation>全部删除</translation>
        </message>
        <message>
            <source>Delete figures…</source>
            <translation>删除数据…</translation>
        </message>
        <message>
            <source>Delete that file; EchoFlow begins a new one.</source>
            <translation>请删除该文件，EchoFlow 会新建一个。</translation>
        </message>
        <message>
            <source>Delete the response times?</source>
            <translation>删除响应时间？</translation>
        </message>
        <message>
            <source>Delete the voice “{name}”?</source>
            <translation>要删除声音“{name}”吗？</translation>
        </message>
        <message>
            <source>Delete {name}?</source>
            <translation>删除 {name}？</translation>
        </message>
        <message>
            <source>Delete…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <source>Deleting the voice…</source>
            <translation>正在删除声音…</translation>
        </message>
        <message>
            <source>Desktop</source>
            <translation>桌面</translation>
        </message>
        <message>
            <source>Did you hear it?</source>
            <translation>听到了吗？</translation>
        </message>
        <message>
            <source>Disk</source>
            <translation>磁盘</translation>
        </message>
        <message>
            <source>Distribution</source>
            <translation>分布</translation>
        </message>
        <message>
            <source>Dollars per unit, where a price is not the listed one, such as "deepgram.nova-3" = 0.004.</source>
            <translation>与标价不同的单价（美元），例如 "deepgram.nova-3" = 0.004。</translation>
        </message>
        <message>
            <source>Dollars that the clouds may cost in a month; 0 for no limit.</source>
            <translation>云服务每月最多花费的美元数；0 表示不限。</translation>
        </message>
        <message>
            <source>Done</source>
            <translation>说完了</translation>
        </message>
        <message>
            <source>Done: I have finished speaking</source>
            <translation>说完了：我已说完</translation>
        </message>
        <message>
            <source>Download</source>
            <translation>下载</translation>
        </message>
        <message>
            <source>Download others, or use a file of your own.</source>
            <translation>下载其他模型，或使用你自己的文件。</translation>
        </message>
        <message>
            <source>Drag to move; double-click to put back</source>
            <translation>拖动可移动，双击可放回原处</translation>
        </message>
        <message>
            <source>Echo</source>
            <translation>回声</translation>
        </message>
        <message>
            <source>Echo cancellation failed; use headphones, or EchoFlow may hear itself: {error}</source>
            <translation>回声消除出错；请用耳机，否则 EchoFlow 可能会听到自己：{error}</translation>
        </message>
        <message>
            <source>Echo: {text}  ({note})</source>
            <translation>Echo：{text}  （{note}）</translation>
        </message>
        <message>
            <source>EchoFlow answers as fast as a person would; there is nothing to do.</source>
            <translation>EchoFlow 回答得和真人一样快，无需调整。</translation>
        </message>
        <message>
            <source>EchoFlow buttons</source>
            <translation>EchoFlow 按钮</translation>
        </message>
        <message>
            <source>EchoFlow conversations</source>
            <translation>EchoFlow 对话</translation>
        </message>
        <message>
            <source>EchoFlow did not end as it should the last time</source>
            <translation>EchoFlow 上次没有正常结束</translation>
        </message>
        <message>
            <source>EchoFlow does not start by itself when you log in.</source>
            <translation>登录后 EchoFlow 不会自动启动。</translation>
        </message>
        <message>
            <source>EchoFlow ended badly before; the report of {day} is in {file}.</source>
            <translation>EchoFlow 曾异常退出；{day} 的报告保存在 {file}。</translation>
        </message>
        <message>
            <source>EchoFlow forgets it; in your account at the service it stays as it is.</source>
            <translation>EchoFlow 会忘掉它；你在该服务账户中的密钥不受影响。</translation>
        </message>
        <message>
            <source>EchoFlow is already running; it was asked to show itself.</source>
            <translation>EchoFlow 已在运行，已请它显示出来。</translation>
        </message>
        <message>
            <source>EchoFlow is here.</source>
            <translation>EchoFlow 在这里。</translation>
        </message>
        <message>
            <source>EchoFlow is not running; start it with 'echoflow'.</source>
            <translation>EchoFlow 没有在运行，请用“echoflow”启动。</translation>
        </message>
        <message>
            <source>EchoFlow may hear itself: turn the loudspeaker down, move it away, or use headphones.</source>
            <translation>EchoFlow 可能会听到自己的声音：请调低扬声器音量、把它移远一些，或使用耳机。</translation>
        </message>
        <message>
            <source>EchoFlow speaks with “{voice}” from its next start on.</source>
            <translation>EchoFlow 下次启动后将用“{voice}”说话。</translation>
        </message>
        <message>
            <source>EchoFlow starts when you log in.</source>
            <translation>登录后 EchoFlow 会自动启动。</translation>
        </message>
        <message>
            <source>EchoFlow stays in the tray, at the edge of your screen: click its icon for everything else.</source>
            <translation>EchoFlow 会一直待在屏幕边缘的托盘里，其他功能都可以点它的图标找到。</translation>
        </message>
        <message>
            <source>EchoFlow takes its hotkeys itself and keeps them from other programs.</source>
            <translation>快捷键由 EchoFlow 独占，其他程序不会收到这些按键。</translation>
        </message>
        <message>
            <source>EchoFlow then waits in the tray.</source>
            <translation>EchoFlow 会在托盘中待命。</translation>
        </message>
        <message>
            <source>EchoFlow watches the keyboard for its hotkeys; the window in use receives these keys as well.</source>
            <translation>EchoFlow 会监听键盘上的快捷键；正在使用的窗口也会收到这些按键。</translation>
        </message>
        <message>
            <source>EchoFlow works here.</source>
            <translation>EchoFlow 可以正常使用。</translation>
        </message>
        <message>
            <source>EchoFlow writes in</source>
            <translation>界面语言</translation>
        </message>
        <message>
            <source>EchoFlow writes in {language}</source>
            <translation>界面语言：{language}</translation>
        </message>
        <message>
            <source>EchoFlow {version} is available; you get it where you got this one.</source>
            <translation>EchoFlow {version} 已发布;可在你获取当前版本的地方获取。</translation>
        </message>
        <message>
            <source>EchoFlow {version} on {platform}</source>
            <translation>EchoFlow {version}，运行于 {platform}</translation>
        </message>
        <message>
            <source>EchoFlow {version}, begun at {time}, ended without a word: it was killed, perhaps for lack of memory.</source>
            <translation>EchoFlow {version}（{time} 启动）突然结束：进程被终止，可能是内存不足。</translation>
        </message>
        <message>
            <source>EchoFlow {version}, begun at {time}, was ended by a fault:</source>
            <translation>EchoFlow {version}（{time} 启动）因程序错误而结束：</translation>
        </message>
        <message>
            <source>EchoFlow's own engine</source>
            <translation>EchoFlow 自带的引擎</translation>
        </message>
        <message>
            <source>EchoFlow's own language model is being loaded; the answer takes a moment longer.</source>
            <translation>正在加载 EchoFlow 自带的语言模型，回答会稍晚一点。</translation>
        </message>
        <message>
            <source>EchoFlow: {text}</source>
            <translation>EchoFlow：{text}</translation>
        </message>
        <message>
            <source>ElevenLabs cannot read the recording; save it as WAV or MP3.</source>
            <translation>ElevenLabs 无法读取这段录音；请保存为 WAV 或 MP3 格式。</translation>
        </message>
        <message>
            <source>ElevenLabs is making the voice…</source>
            <translation>ElevenLabs 正在制作声音…</translation>
        </message>
        <message>
            <source>ElevenLabs lets your plan make no more voices this month; try again next month.</source>
            <translation>你的 ElevenLabs 套餐本月可创建的声音已用完；请下个月再试。</translation>
        </message>
        <message>
            <source>ElevenLabs wants you to prove that the voice is yours; do so in your account there.</source>
            <translation>ElevenLabs 需要你证明这是你本人的声音；请在那里的账户中完成验证。</translation>
        </message>
        <message>
            <source>End it</source>
            <translation>结束</translation>
        </message>
        <message>
            <source>End of turn</source>
            <translation>判断话音结束</translation>
        </message>
        <message>
            <source>End of your turn</source>
            <translation>说完的判断</translation>
        </message>
        <message>
            <source>End your sentences clearly, or let go of the key with your last word.</source>
            <translation>请把句子说完整，或在说完最后一个字时松开按键。</translation>
        </message>
        <message>
            <source>Enter another key to replace it</source>
            <translation>输入新的密钥来替换</translation>
        </message>
        <message>
            <source>Errors</source>
            <translation>错误</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>全部</translation>
        </message>
        <message>
            <source>Everything is in order.</source>
            <translation>一切正常。</translation>
        </message>
        <message>
            <source>Everything runs on this computer.</source>
            <translation>一切都在本机运行。</translation>
        </message>
        <message>
            <source>Everything that was said so far is forgotten, and cannot be brought back.</source>
            <translation>到目前为止说过的一切都会被清除，且无法恢复。</translation>
        </message>
        <message>
            <source>Everything that was written down about it is below: neither keys nor anything that was said. It is sent to nobody. Copy it if you want to show it to somebody who can help.</source>
            <translation>下面是记录下来的全部内容，不含密钥，也不含任何对话内容，不会发送给任何人。如果想请人帮忙，可以复制给对方看。</translation>
        </message>
        <message>
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <source>FILE</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>FORMAT</source>
            <translation>格式</translation>
        </message>
        <message>
            <source>Fetch what is not whole again, or remove it.</source>
            <translation>请重新下载不完整的文件，或将其删除。</translation>
        </message>
        <message>
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>First start</source>
            <translation>首次启动</translation>
        </message>
        <message>
            <source>Flash attention</source>
            <translation>Flash attention</translation>
        </message>
        <message>
            <source>Flash v2.5 (quickest)</source>
            <translation>Flash v2.5（最快）</translation>
        </message>
        <message>
            <source>Flux (knows when you have finished)</source>
            <translation>Flux（知道你何时说完）</translation>
        </message>
        <message>
            <source>Folder of the log</source>
            <translation>日志文件夹</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <source>Foot of the screen</source>
            <translation>屏幕底部</translation>
        </message>
        <message>
            <source>For ever</source>
            <translation>永久</translation>
        </message>
        <message>
            <source>For programs (JSON)</source>
            <translation>供程序使用 (JSON)</translation>
        </message>
        <message>
            <source>From the variable {name}</source>
            <translation>来自环境变量 {name}</translation>
        </message>
        <message>
            <source>From your last sound to the first of the answer</source>
            <translation>从你说完到听见回答</translation>
        </message>
        <message>
            <source>From {lowest} to {highest}.</source>
            <translation>范围：{lowest} 到 {highest}。</translation>
        </message>
        <message>
            <source>Full</source>
            <translation>完整</translation>
        </message>
        <message>
            <source>Full (f16)</source>
            <translation>完整（f16）</translation>
        </message>
        <message>
            <source>General</source>
            <translation>通用</translation>
        </message>
        <message>
            <source>Getting ready</source>
            <translation>正在准备</translation>
        </message>
        <message>
            <source>Give yourself the right to write there, or set ECHOFLOW_HOME to another folder.</source>
            <translation>请为自己加上写入权限，或将 ECHOFLOW_HOME 设为其他文件夹。</translation>
        </message>
        <message>
            <source>Go through it again…</source>
            <translation>重新进行…</translation>
        </message>
        <message>
            <source>Going on now</source>
            <translation>正在进行</translation>
        </message>
        <message>
            <source>Good, the loudspeaker works.</source>
            <translation>很好，扬声器工作正常。</translation>
        </message>
        <message>
            <source>Good. Go on reading.</source>
            <translation>很好，请继续读。</translation>
        </message>
        <message>
            <source>Graphics card</source>
            <translation>显卡</translation>
        </message>
        <message>
            <source>Half (q8_0)</source>
            <translation>一半（q8_0）</translation>
        </message>
        <message>
            <source>Hands-free</source>
            <translation>免按键</translation>
        </message>
        <message>
            <source>Hear with</source>
            <translation>识别引擎</translation>
        </message>
        <message>
            <source>Hears more exactly and speaks in more natural voices.</source>
            <translation>听得更准，声音更自然。</translation>
        </message>
        <message>
            <source>Hears what you say, while you say it. Keys are made at console.deepgram.com.</source>
            <translation>边说边识别。密钥在 console.deepgram.com 创建。</translation>
        </message>
        <message>
            <source>Hello! This is what I sound like.</source>
            <translation>你好！这就是我的声音。</translation>
        </message>
        <message>
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <source>Hide</source>
            <translation>隐藏</translation>
        </message>
        <message>
            <source>Hide: {name}</source>
            <translation>隐藏：{name}</translation>
        </message>
        <message>
            <source>High</source>
            <translation>高</translation>
        </message>
        <message>
            <source>Hold Ctrl, Alt or Super with it, or it would go off while you type.</source>
            <translation>请同时按住 Ctrl、Alt 或 Super，否则打字时会误触发。</translation>
        </message>
        <message>
            <source>Hold and talk</source>
            <translation>按住说话</translation>
        </message>
        <message>
            <source>Hold the keys while you talk, press them once, or just talk.</source>
            <translation>按住快捷键说话、按一下再说，或者直接说。</translation>
        </message>
        <message>
            <source>Hold to talk</source>
            <translation>按住说话</translation>
        </message>
        <message>
            <source>Hold {keys} and talk.</source>
            <translation>按住 {keys} 说话。</translation>
        </message>
        <message>
            <source>Hold {keys} to cut in.</source>
            <translation>按住 {keys} 可打断。</translation>
        </message>
        <message>
            <source>Hotkey</source>
            <translation>热键</translation>
        </message>
        <message>
            <source>Hotkeys</source>
            <translation>快捷键</translation>
        </message>
        <message>
            <source>How do you want to begin?</source>
            <translation>你想怎样开始说话？</translation>
        </message>
        <message>
            <source>How fast EchoFlow answers cannot be kept in {file}; rename or delete that file, or make room on the disk.</source>
            <translation>EchoFlow 的响应时间无法保存到 {file}；请重命名或删除该文件，或清理磁盘空间。</translation>
        </message>
        <message>
            <source>How freely words are chosen: 0 always takes the likeliest, -1 is what suits the model.</source>
            <translation>选词的自由度：0 表示总是选可能性最大的词，-1 表示按模型自动选择。</translation>
        </message>
        <message>
            <source>How freely words are chosen; 0 always takes the likeliest.</source>
            <translation>选词的自由度；0 表示总是选可能性最大的词。</translation>
        </message>
        <message>
            <source>How much is written to the log; it holds neither your words nor your keys.</source>
            <translation>日志的详细程度；日志中不含你说的话，也不含密钥。</translation>
        </message>
        <message>
            <source>How much moves on the screen; auto for what the system is set to.</source>
            <translation>屏幕上的动画多少；auto 表示跟随系统。</translation>
        </message>
        <message>
            <source>How much of the conversation the model can see.</source>
            <translation>模型能看到多少对话内容。</translation>
        </message>
        <message>
            <source>How strongly things stand out; auto for what the system is set to.</source>
            <translation>界面的对比度；auto 表示跟随系统。</translation>
        </message>
        <message>
            <source>How the model's memory of the conversation is kept: smaller is coarser.</source>
            <translation>模型以什么精度记住对话：越小越粗略。</translation>
        </message>
        <message>
            <source>How to talk</source>
            <translation>说话方式</translation>
        </message>
        <message>
            <source>How you take the floor: hold the keys while you talk, press them once, or just talk.</source>
            <translation>你怎样开始说话：按住快捷键说、按一下再说，或者直接说。</translation>
        </message>
        <message>
            <source>I did not hear anything.</source>
            <translation>没有听到声音。</translation>
        </message>
        <message>
            <source>I heard it</source>
            <translation>听到了</translation>
        </message>
        <message>
            <source>I heard nothing</source>
            <translation>没听到</translation>
        </message>
        <message>
            <source>ID</source>
            <translation>编号</translation>
        </message>
        <message>
            <source>Install one, such as gnome-keyring or KWallet, or set the keys as environment variables.</source>
            <translation>请安装密钥环，例如 gnome-keyring 或 KWallet，或通过环境变量设置密钥。</translation>
        </message>
        <message>
            <source>Instruction</source>
            <translation>指令</translation>
        </message>
        <message>
            <source>Interruptions, until silence</source>
            <translation>打断到安静</translation>
        </message>
        <message>
            <source>Interruptions, until softer</source>
            <translation>打断到变轻</translation>
        </message>
        <message>
            <source>It is deleted in your account as well and cannot be brought back.</source>
            <translation>它在你的账户中也会被删除，无法恢复。</translation>
        </message>
        <message>
            <source>It is in use: the model that comes with EchoFlow takes its place. {details}</source>
            <translation>它正在使用：将改用 EchoFlow 自带的模型。{details}</translation>
        </message>
        <message>
            <source>It takes a recording, a name and your consent.</source>
            <translation>需要一段录音、一个名称，并勾选同意。</translation>
        </message>
        <message>
            <source>It was in use; the default voice takes its place.</source>
            <translation>它正在使用中，已改用默认声音。</translation>
        </message>
        <message>
            <source>Its files are deleted from this computer; it can be downloaded again.</source>
            <translation>它的文件会从这台电脑上删除；以后可以重新下载。</translation>
        </message>
        <message>
            <source>Its place</source>
            <translation>位置</translation>
        </message>
        <message>
            <source>Just talk</source>
            <translation>直接说话</translation>
        </message>
        <message>
            <source>Just talk.</source>
            <translation>直接说话即可。</translation>
        </message>
        <message>
            <source>Just talk. The microphone stays open.</source>
            <translation>直接说话，麦克风一直开着。</translation>
        </message>
        <message>
            <source>Keep conversations</source>
            <translation>保存对话</translation>
        </message>
        <message>
            <source>Keep the models that were downloaded</source>
            <translation>保留已下载的模型</translation>
        </message>
        <message>
            <source>Keep them</source>
            <translation>保存期限</translation>
        </message>
        <message>
            <source>Keep them if you miss something that was in them; otherwise delete them.</source>
            <translation>如果你需要其中的内容，请保留；否则可以删除。</translation>
        </message>
        <message>
            <source>Keeps your conversations on this computer, to be read and searched later.</source>
            <translation>把对话保存在本机，方便日后阅读和搜索。</translation>
        </message>
        <message>
            <source>Key for this session only</source>
            <translation>密钥仅在本次运行中有效</translation>
        </message>
        <message>
            <source>Key for {service}</source>
            <translation>{service} 的密钥</translation>
        </message>
        <message>
            <source>Key from the variable {name}</source>
            <translation>密钥来自环境变量 {name}</translation>
        </message>
        <message>
            <source>Key in the keyring</source>
            <translation>密钥在密钥环中</translation>
        </message>
        <message>
            <source>Keyring</source>
            <translation>密钥环</translation>
        </message>
        <message>
            <source>Keyring locked</source>
            <translation>密钥环已锁定</translation>
        </message>
        <message>
            <source>Keyring refused</source>
            <translation>密钥环拒绝访问</translation>
        </message>
        <message>
            <source>Keys</source>
            <translation>密钥</translation>
        </message>
        <message>
            <source>Keys that only stop; empty for none.</source>
            <translation>只用来停止的快捷键；留空表示没有。</translation>
        </message>
        <message>
            <source>Keys that talk or stop with one press, whatever the mode; empty for none.</source>
            <translation>按一下就说话或停止的快捷键，与说话方式无关；留空表示没有。</translation>
        </message>
        <message>
            <source>Keys to stop</source>
            <translation>停止快捷键</translation>
        </message>
        <message>
            <source>Keys to talk or stop with one press</source>
            <translation>一键说话或停止</translation>
        </message>
        <message>
            <source>Keys to talk with</source>
            <translation>说话快捷键</translation>
        </message>
        <message>
            <source>Keys…</source>
            <translation>密钥…</translation>
        </message>
        <message>
            <source>Know Chinese</source>
            <translation>会中文</translation>
        </message>
        <message>
            <source>LEVEL</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <source>Language model</source>
            <translation>语言模型</translation>
        </message>
        <message>
            <source>Language models</source>
            <translation>语言模型</translation>
        </message>
        <message>
            <source>Language models: {names}</source>
            <translation>语言模型：{names}</translation>
        </message>
        <message>
            <source>Language of the conversation</source>
            <translation>对话语言</translation>
        </message>
        <message>
            <source>Language of the windows</source>
            <translation>界面语言</translation>
        </message>
        <message>
            <source>Language of windows and messages</source>
            <translation>界面语言</translation>
        </message>
        <message>
            <source>Language to talk in</source>
            <translation>对话语言</translation>
        </message>
        <message>
            <source>Last answers</source>
            <translation>最近的回答</translation>
        </message>
        <message>
            <source>Last run</source>
            <translation>上次运行</translation>
        </message>
        <message>
            <source>Layers of the model on the graphics card; -1 for as many as fit, -2 for all.</source>
            <translation>放在显卡上的模型层数；-1 表示放得下多少就放多少，-2 表示全部。</translation>
        </message>
        <message>
            <source>Layers on the graphics card</source>
            <translation>显卡上的层数</translation>
        </message>
        <message>
            <source>Left…</source>
            <translation>左边…</translation>
        </message>
        <message>
            <source>Less of it leaves room for a longer context.</source>
            <translation>精度低一些，就能容纳更长的上下文。</translation>
        </message>
        <message>
            <source>Lets the desktop tell you what happens while nothing of EchoFlow can be seen.</source>
            <translation>看不到 EchoFlow 时，由桌面通知你发生了什么。</translation>
        </message>
        <message>
            <source>Level of the microphone</source>
            <translation>麦克风音量</translation>
        </message>
        <message>
            <source>Licence: {name}</source>
            <translation>许可证：{name}</translation>
        </message>
        <message>
            <source>Licences</source>
            <translation>许可证</translation>
        </message>
        <message>
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <source>Light or dark; auto for the system's.</source>
            <translation>浅色或深色；auto 表示跟随系统。</translation>
        </message>
        <message>
            <source>List prices in US dollars. If you pay others, write them under [prices] in the settings file.</source>
            <translation>以上为美元标价。如果你的价格不同，请写在设置文件的 [prices] 中。</translation>
        </message>
        <message>
            <source>Listen</source>
            <translation>试听</translation>
        </message>
        <message>
            <source>Listening</source>
            <translation>正在听</translation>
        </message>
        <message>
            <source>Listening on {address}; Ctrl-C ends it.</source>
            <translation>正在监听 {address}；按 Ctrl-C 结束。</translation>
        </message>
        <message>
            <source>Listening stopped because of an error: {error}</source>
            <translation>因出错已停止聆听：{error}</translation>
        </message>
        <message>
            <source>Listening to the recording…</source>
            <translation>正在检查录音…</translation>
        </message>
        <message>
            <source>Loading recognition, the language model and the voice…</source>
            <translation>正在加载语音识别、语言模型和声音…</translation>
        </message>
        <message>
            <source>Loading {name}…</source>
            <translation>正在加载 {name}…</translation>
        </message>
        <message>
            <source>Local engines do its work meanwhile.</source>
            <translation>在此期间由本机引擎代劳。</translation>
        </message>
        <message>
            <source>Local recognition</source>
            <translation>本地识别</translation>
        </message>
        <message>
            <source>Local voice</source>
            <translation>本地声音</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>日志</translation>
        </message>
        <message>
            <source>Longest answer</source>
            <translation>最长回答</translation>
        </message>
        <message>
            <source>Look for a faster network, or hear with this computer.</source>
            <translation>请换用更快的网络，或用本机识别语音。</translation>
        </message>
        <message>
            <source>Look for a faster network, or speak with this computer.</source>
            <translation>请换用更快的网络，或用本机合成语音。</translation>
        </message>
        <message>
            <source>Look for a mute switch or key, unmute it in the sound settings, or choose another microphone.</source>
            <translation>请检查静音开关或按键，在声音设置中取消静音，或选择其他麦克风。</translation>
        </message>
        <message>
            <source>Look for newer versions</source>
            <translation>检查新版本</translation>
        </message>
        <message>
            <source>Looking at the models…</source>
            <translation>正在查看模型…</translation>
        </message>
        <message>
            <source>Looking in the keyring…</source>
            <translation>正在查看密钥环…</translation>
        </message>
        <message>
            <source>Looks at everything that can go wrong, and says what to do.</source>
            <translation>检查所有可能出问题的地方，并告诉你怎么办。</translation>
        </message>
        <message>
            <source>Loudspeaker</source>
            <translation>扬声器</translation>
        </message>
        <message>
            <source>Lower left</source>
            <translation>左下角</translation>
        </message>
        <message>
            <source>Lower right</source>
            <translation>右下角</translation>
        </message>
        <message>
            <source>M&amp;enu</source>
            <translation>菜单(&amp;E)</translation>
        </message>
        <message>
            <source>M&amp;icrophone</source>
            <translation>麦克风(&amp;I)</translation>
        </message>
        <message>
            <source>M&amp;ode</source>
            <translation>模式(&amp;O)</translation>
        </message>
        <message>
            <source>MODEL</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Make the voice</source>
            <translation>制作声音</translation>
        </message>
        <message>
            <source>Memory</source>
            <translation>内存</translation>
        </message>
        <message>
            <source>Mend {file}, or delete it.</source>
            <translation>请修正 {file}，或将其删除。</translation>
        </message>
        <message>
            <source>Microphone</source>
            <translation>麦克风</translation>
        </message>
        <message>
            <source>Microphone muted</source>
            <translation>麦克风已静音</translation>
        </message>
        <message>
            <source>Missing: {arguments}. '{hint}' explains.</source>
            <translation>缺少参数：{arguments}。详见“{hint}”。</translation>
        </message>
        <message>
            <source>Mode&amp;l</source>
            <translation>模型(&amp;L)</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Model &amp;library…</source>
            <translation>模型库(&amp;L)…</translation>
        </message>
        <message>
            <source>Model library…</source>
            <translation>模型库…</translation>
        </message>
        <message>
            <source>Model of Deepgram</source>
            <translation>Deepgram 的模型</translation>
        </message>
        <message>
            <source>Model of ElevenLabs</source>
            <translation>ElevenLabs 的模型</translation>
        </message>
        <message>
            <source>Model of the service</source>
            <translation>服务的模型</translation>
        </message>
        <message>
            <source>Model of this computer</source>
            <translation>本机的模型</translation>
        </message>
        <message>
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <source>Models come from {hub} and are kept in {folder}, with {free} free.</source>
            <translation>模型来自{hub}，保存在 {folder}，剩余空间 {free}。</translation>
        </message>
        <message>
            <source>Models…</source>
            <translation>模型…</translation>
        </message>
        <message>
            <source>More</source>
            <translation>更多</translation>
        </message>
        <message>
            <source>More models</source>
            <translation>更多模型</translation>
        </message>
        <message>
            <source>More to do with conversations</source>
            <translation>对话的更多操作</translation>
        </message>
        <message>
            <source>Most of the budget is spent; when all of it is, EchoFlow works on this computer alone.</source>
            <translation>预算已用去大半；用完之后，EchoFlow 将只在本机上工作。</translation>
        </message>
        <message>
            <source>Most of the wait is {stage}: {seconds} of {total}.</source>
            <translation>等待时间主要花在{stage}上：{total} 中占 {seconds}。</translation>
        </message>
        <message>
            <source>Motion</source>
            <translation>动画</translation>
        </message>
        <message>
            <source>Multilingual v2 (most natural)</source>
            <translation>Multilingual v2（最自然）</translation>
        </message>
        <message>
            <source>Mute microphone</source>
            <translation>麦克风静音</translation>
        </message>
        <message>
            <source>My voice</source>
            <translation>我的声音</translation>
        </message>
        <message>
            <source>NAME</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <source>Names and terms</source>
            <translation>人名和术语</translation>
        </message>
        <message>
            <source>Names and terms that are otherwise misheard. Deepgram knows them then.</source>
            <translation>容易听错的人名和术语。Deepgram 会认识这些词。</translation>
        </message>
        <message>
            <source>New &amp;private conversation</source>
            <translation>新的私密对话(&amp;P)</translation>
        </message>
        <message>
            <source>No answer has been measured yet</source>
            <translation>还没有测得任何回答</translation>
        </message>
        <message>
            <source>No answer has been measured yet.</source>
            <translation>还没有测得任何回答。</translation>
        </message>
        <message>
            <source>No conversations yet</source>
            <translation>还没有对话</translation>
        </message>
        <message>
            <source>No key</source>
            <translation>没有密钥</translation>
        </message>
        <message>
            <source>No key for {service} is kept.</source>
            <translation>没有保存 {service} 的密钥。</translation>
        </message>
        <message>
            <source>No key was entered.</source>
            <translation>没有输入密钥。</translation>
        </message>
        <message>
            <source>No key; your own server may need none</source>
            <translation>没有密钥；你自己的服务器可能不需要</translation>
        </message>
        <message>
            <source>No limit</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>No model is called so.</source>
            <translation>没有这样的模型。</translation>
        </message>
        <message>
            <source>No program here opens {file}; open it yourself.</source>
            <translation>没有程序可以打开 {file}；请自行打开。</translation>
        </message>
        <message>
            <source>No usable key</source>
            <translation>没有可用的密钥</translation>
        </message>
        <message>
            <source>No voice of this computer speaks Chinese yet; with a key ElevenLabs does. Choose voices under Voices.</source>
            <translation>这台电脑上还没有会说中文的声音；有密钥时可以用 ElevenLabs。请在“声音”窗口中选择。</translation>
        </message>
        <message>
            <source>No, thanks</source>
            <translation>不用了</translation>
        </message>
        <message>
            <source>Nobody has said “{words}” so far.</source>
            <translation>到目前为止没有人说过“{words}”。</translation>
        </message>
        <message>
            <source>None</source>
            <translation>无</translation>
        </message>
        <message>
            <source>Normal</source>
            <translation>标准</translation>
        </message>
        <message>
            <source>Nothing</source>
            <translation>不代替</translation>
        </message>
        <message>
            <source>Nothing arrives, not even noise: unmute the microphone, allow its use in the settings of your system, or choose another one.</source>
            <translation>完全没有声音，连底噪都没有：请取消麦克风静音，在系统设置中允许使用麦克风，或换一个麦克风。</translation>
        </message>
        <message>
            <source>Nothing blends windows on this screen, so the overlay has hard edges and does not fade.</source>
            <translation>此屏幕没有合成器，悬浮窗的边缘会生硬，也不会渐隐。</translation>
        </message>
        <message>
            <source>Nothing came from the microphone.</source>
            <translation>麦克风没有传来任何声音。</translation>
        </message>
        <message>
            <source>Nothing found</source>
            <translation>没有找到</translation>
        </message>
        <message>
            <source>Nothing has been checked yet.</source>
            <translation>尚未检查。</translation>
        </message>
        <message>
            <source>Nothing has been recorded; check the microphone.</source>
            <translation>没有录到声音；请检查麦克风。</translation>
        </message>
        <message>
            <source>Nothing has been spent in the last 30 days</source>
            <translation>最近 30 天没有花费</translation>
        </message>
        <message>
            <source>Nothing has been stored yet.</source>
            <translation>还没有保存任何数据。</translation>
        </message>
        <message>
            <source>Nothing here is called that.</source>
            <translation>没有找到匹配的设置。</translation>
        </message>
        <message>
            <source>Nothing is kept of what is said until it is switched off or EchoFlow ends.</source>
            <translation>在关闭此模式或退出 EchoFlow 之前，不保存任何对话内容。</translation>
        </message>
        <message>
            <source>Nothing of what you say here is kept.</source>
            <translation>你在这里说的话不会被保存。</translation>
        </message>
        <message>
            <source>Nothing was heard; come closer to the microphone, turn it up, or choose another one.</source>
            <translation>没有听到声音；请靠近麦克风、调高它的音量，或换一个麦克风。</translation>
        </message>
        <message>
            <source>Nothing was made: the recording was not sent to its end.</source>
            <translation>录音没有发送完，未制作任何声音。</translation>
        </message>
        <message>
            <source>Nothing you say leaves this computer.</source>
            <translation>你说的话不会离开这台电脑。</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>通知</translation>
        </message>
        <message>
            <source>Nova-3 (all languages)</source>
            <translation>Nova-3（所有语言）</translation>
        </message>
        <message>
            <source>Now say something</source>
            <translation>现在说点什么吧</translation>
        </message>
        <message>
            <source>Now say: “Hello, can you hear me?”</source>
            <translation>现在说：“你好，能听到我说话吗？”</translation>
        </message>
        <message>
            <source>Of Deepgram, ElevenLabs and OpenAI. They are in the keyring, and checked there.</source>
            <translation>Deepgram、ElevenLabs 和 OpenAI 的密钥。它们保存在密钥环中，可在那里检查。</translation>
        </message>
        <message>
            <source>Off</source>
            <translation>关</translation>
        </message>
        <message>
            <source>On</source>
            <translation>开</translation>
        </message>
        <message>
            <source>On GNOME install the extension “AppIndicator and KStatusNotifierItem Support”; elsewhere add a tray to the panel.</source>
            <translation>在 GNOME 上请安装扩展“AppIndicator and KStatusNotifierItem Support”；在其他桌面上请为面板添加托盘。</translation>
        </message>
        <message>
            <source>On this computer</source>
            <translation>在这台电脑上</translation>
        </message>
        <message>
            <source>On this computer, to be read and searched later.</source>
            <translation>保存在本机，方便日后阅读和搜索。</translation>
        </message>
        <message>
            <source>Once a day. Nothing is told of you, of this computer or of what you have.</source>
            <translation>每天一次。不会透露你、这台电脑或你所用版本的任何信息。</translation>
        </message>
        <message>
            <source>Once more</source>
            <translation>再试一次</translation>
        </message>
        <message>
            <source>One check was not carried out.</source>
            <translation>有 1 项未检查。</translation>
        </message>
        <message>
            <source>One moment, please.</source>
            <translation>请稍候。</translation>
        </message>
        <message>
            <source>One on each line</source>
            <translation>每行一个</translation>
        </message>
        <message>
            <source>One problem keeps EchoFlow from talking.</source>
            <translation>有 1 个问题使 EchoFlow 无法对话。</translation>
        </message>
        <message>
            <source>One thing needs a look.</source>
            <translation>有 1 项需要留意。</translation>
        </message>
        <message>
            <source>Only so many of the likeliest words are considered.</source>
            <translation>只考虑可能性最大的这么多个词。</translation>
        </message>
        <message>
            <source>Only so many of the likeliest words.</source>
            <translation>只考虑可能性最大的这么多个词。</translation>
        </message>
        <message>
            <source>Only the likeliest words that make up this share of probability are considered.</source>
            <translation>只考虑累计概率达到这一比例的词。</translation>
        </message>
        <message>
            <source>Only the likeliest words that make up this share of probability.</source>
            <translation>只考虑累计概率达到这一比例的词。</translation>
        </message>
        <message>
            <source>Only voices that you have made yourself can be deleted at ElevenLabs.</source>
            <translation>在 ElevenLabs 只能删除你自己创建的声音。</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>打开</translation>
        </message>
        <message>
            <source>OpenAI, or your own server with llama-server, Ollama or vLLM.</source>
            <translation>OpenAI，或者你自己用 llama-server、Ollama 或 vLLM 架设的服务器。</translation>
        </message>
        <message>
            <source>OpenAI-compatible service</source>
            <translation>OpenAI 兼容服务</translation>
        </message>
        <message>
            <source>Others can be downloaded under Models.</source>
            <translation>可在“模型”窗口中下载其他模型。</translation>
        </message>
        <message>
            <source>Overlay</source>
            <translation>悬浮窗</translation>
        </message>
        <message>
            <source>Own value</source>
            <translation>自定义</translation>
        </message>
        <message>
            <source>PATH</source>
            <translation>路径</translation>
        </message>
        <message>
            <source>PORT</source>
            <translation>端口</translation>
        </message>
        <message>
            <source>Pages</source>
            <translation>页面</translation>
        </message>
        <message>
            <source>Past conversations</source>
            <translation>过去的对话</translation>
        </message>
        <message>
            <source>Paste your key here</source>
            <translation>在此粘贴密钥</translation>
        </message>
        <message>
            <source>Paste your key; it is made at {place}</source>
            <translation>粘贴密钥，可在 {place} 创建</translation>
        </message>
        <message>
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>Play a sound</source>
            <translation>播放测试音</translation>
        </message>
        <message>
            <source>Play what I said</source>
            <translation>播放我说的话</translation>
        </message>
        <message>
            <source>Playback</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>Plays some tones and listens for them, for three seconds.</source>
            <translation>播放几个音并收听，约三秒钟。</translation>
        </message>
        <message>
            <source>Port {port} of {host} cannot be opened: {reason}.</source>
            <translation>无法打开 {host} 的端口 {port}：{reason}。</translation>
        </message>
        <message>
            <source>Possible: {choices}.</source>
            <translation>可选：{choices}。</translation>
        </message>
        <message>
            <source>Precision of the cache</source>
            <translation>缓存精度</translation>
        </message>
        <message>
            <source>Press Enter, then the keys. Escape cancels.</source>
            <translation>先按 Enter，再按下按键；按 Esc 取消。</translation>
        </message>
        <message>
            <source>Press and talk</source>
            <translation>按一下说话</translation>
        </message>
        <message>
            <source>Press once and talk. EchoFlow hears when you are done.</source>
            <translation>按一下就说，EchoFlow 知道何时说完。</translation>
        </message>
        <message>
            <source>Press the keys…</source>
            <translation>请按下按键…</translation>
        </message>
        <message>
            <source>Press to talk</source>
            <translation>按一下说话</translation>
        </message>
        <message>
            <source>Press {keys} and talk.</source>
            <translation>按一下 {keys}，然后说话。</translation>
        </message>
        <message>
            <source>Press {keys} to cut in.</source>
            <translation>按一下 {keys} 可打断。</translation>
        </message>
        <message>
            <source>Press “Talk” and talk.</source>
            <translation>点“说话”按钮，然后说话。</translation>
        </message>
        <message>
            <source>Prices in use</source>
            <translation>当前价格</translation>
        </message>
        <message>
            <source>Priv&amp;ate conversation</source>
            <translation>私密对话(&amp;A)</translation>
        </message>
        <message>
            <source>Privacy</source>
            <translation>隐私</translation>
        </message>
        <message>
            <source>Private mode</source>
            <translation>隐私模式</translation>
        </message>
        <message>
            <source>Private: nothing of this is stored.</source>
            <translation>私密对话：内容不会保存。</translation>
        </message>
        <message>
            <source>Processor threads</source>
            <translation>处理器线程数</translation>
        </message>
        <message>
            <source>Processor threads for the model; 0 for what suits this computer.</source>
            <translation>模型使用的处理器线程数；0 表示按本机自动选择。</translation>
        </message>
        <message>
            <source>Program</source>
            <translation>程序</translation>
        </message>
        <message>
            <source>Progress of the checks</source>
            <translation>检查进度</translation>
        </message>
        <message>
            <source>Put a GGUF file into {folder}.</source>
            <translation>请将一个 GGUF 文件放入 {folder}。</translation>
        </message>
        <message>
            <source>Python {version}</source>
            <translation>Python {version}</translation>
        </message>
        <message>
            <source>Python {version} was not tried with EchoFlow.</source>
            <translation>EchoFlow 未在 Python {version} 上试过。</translation>
        </message>
        <message>
            <source>Quality</source>
            <translation>质量</translation>
        </message>
        <message>
            <source>Quarter (q4_0)</source>
            <translation>四分之一（q4_0）</translation>
        </message>
        <message>
            <source>Quit EchoFlow and rename that file; a new one is begun at the next start.</source>
            <translation>请退出 EchoFlow 并重命名该文件；下次启动时会新建一个。</translation>
        </message>
        <message>
            <source>R&amp;esponse times…</source>
            <translation>响应时间(&amp;E)…</translation>
        </message>
        <message>
            <source>Read it, then delete it; it is sent to nobody.</source>
            <translation>请查看后删除；报告不会发送给任何人。</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
        </message>
        <message>
            <source>Recent turns the model is shown word for word, in tokens; 0 for what there is room for.</source>
            <translation>逐字给模型看的近期对话，以词元计；0 表示放得下多少就放多少。</translation>
        </message>
        <message>
            <source>Recent turns word for word</source>
            <translation>逐字保留的近期对话</translation>
        </message>
        <message>
            <source>Recognition</source>
            <translation>语音识别</translation>
        </message>
        <message>
            <source>Recognition is ready.</source>
            <translation>语音识别已就绪。</translation>
        </message>
        <message>
            <source>Recognizer</source>
            <translation>识别模型</translation>
        </message>
        <message>
            <source>Record</source>
            <translation>录音</translation>
        </message>
        <message>
            <source>Reduced</source>
            <translation>减弱</translation>
        </message>
        <message>
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <source>Remove it or fetch it again.</source>
            <translation>请将其删除或重新下载。</translation>
        </message>
        <message>
            <source>Remove the key for {service}</source>
            <translation>移除 {service} 的密钥</translation>
        </message>
        <message>
            <source>Remove the key for {service}?</source>
            <translation>要移除 {service} 的密钥吗？</translation>
        </message>
        <message>
            <source>Repetition penalty</source>
            <translation>重复惩罚</translation>
        </message>
        <message>
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <source>Report…</source>
            <translation>报告…</translation>
        </message>
        <message>
            <source>Reset: {name}</source>
            <translation>重置：{name}</translation>
        </message>
        <message>
            <source>Response times</source>
            <translation>响应时间</translation>
        </message>
        <message>
            <source>Response times…</source>
            <translation>响应时间…</translation>
        </message>
        <message>
            <source>Restart the computer; a driver that was just updated works only then. Else install the driver again.</source>
            <translation>请重启电脑，刚更新的驱动在重启后才能使用；如果仍然不行，请重新安装驱动。</translation>
        </message>
        <message>
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <source>Right…</source>
            <translation>右边…</translation>
        </message>
        <message>
            <source>Run well here</source>
            <translation>适合这台电脑</translation>
        </message>
        <message>
            <source>S&amp;peaker</source>
            <translation>扬声器(&amp;P)</translation>
        </message>
        <message>
            <source>S&amp;top</source>
            <translation>停止(&amp;T)</translation>
        </message>
        <message>
            <source>SERVICE</source>
            <translation>服务</translation>
        </message>
        <message>
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <source>Save the key for {service}</source>
            <translation>保存 {service} 的密钥</translation>
        </message>
        <message>
            <source>Saved as {file}.</source>
            <translation>已保存为 {file}。</translation>
        </message>
        <message>
            <source>Say a sentence, and see and hear what arrives.</source>
            <translation>说一句话，看看、听听录到了什么。</translation>
        </message>
        <message>
            <source>Say hello</source>
            <translation>打个招呼</translation>
        </message>
        <message>
            <source>Say hello once more</source>
            <translation>再打一次招呼</translation>
        </message>
        <message>
            <source>Say hello: try the microphone</source>
            <translation>打个招呼：测试麦克风</translation>
        </message>
        <message>
            <source>Say something: the bars should reach the tall ones.</source>
            <translation>说句话试试：音量条应当够到高的那几格。</translation>
        </message>
        <message>
            <source>Screen</source>
            <translation>屏幕</translation>
        </message>
        <message>
            <source>Screens: {screens} ({system}).</source>
            <translation>屏幕：{screens}（{system}）。</translation>
        </message>
        <message>
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <source>Search by name, language or character</source>
            <translation>按名称、语言或特点搜索</translation>
        </message>
        <message>
            <source>Search by name, language or licence</source>
            <translation>按名称、语言或许可证搜索</translation>
        </message>
        <message>
            <source>Search the conversations</source>
            <translation>搜索对话</translation>
        </message>
        <message>
            <source>Search the models</source>
            <translation>搜索模型</translation>
        </message>
        <message>
            <source>Search the settings</source>
            <translation>搜索设置</translation>
        </message>
        <message>
            <source>Search the voices</source>
            <translation>搜索声音</translation>
        </message>
        <message>
            <source>Search what was said</source>
            <translation>搜索说过的话</translation>
        </message>
        <message>
            <source>Sending the recording</source>
            <translation>正在上传录音</translation>
        </message>
        <message>
            <source>Sending the recording: {percent} %</source>
            <translation>正在发送录音：{percent} %</translation>
        </message>
        <message>
            <source>Sending the recording… {percent} %</source>
            <translation>正在上传录音… {percent}%</translation>
        </message>
        <message>
            <source>Set EchoFlow up again with scripts/run.</source>
            <translation>请运行 scripts/run 重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>Set EchoFlow up again with the CUDA toolkit installed to use the NVIDIA GPU.</source>
            <translation>要使用 NVIDIA GPU，请先安装 CUDA 工具包，再重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <source>Settings and data can be written.</source>
            <translation>设置和数据可以写入。</translation>
        </message>
        <message>
            <source>Settings file</source>
            <translation>设置文件</translation>
        </message>
        <message>
            <source>Settings, conversations, keys in the keyring, figures and logs are deleted, and EchoFlow quits. This cannot be undone.</source>
            <translation>设置、对话、密钥环中的密钥、统计数据和日志都将被删除，EchoFlow 随后退出。此操作无法撤销。</translation>
        </message>
        <message>
            <source>Settings…</source>
            <translation>设置…</translation>
        </message>
        <message>
            <source>Several voices are called “{voice}”: {choices}; name one of these.</source>
            <translation>有多个声音叫“{voice}”：{choices}；请指定其中一个。</translation>
        </message>
        <message>
            <source>Show the conversation over the desktop</source>
            <translation>在桌面上显示对话</translation>
        </message>
        <message>
            <source>Show: {name}</source>
            <translation>显示：{name}</translation>
        </message>
        <message>
            <source>Shows the conversation over the desktop while you talk.</source>
            <translation>你说话时在桌面上显示对话。</translation>
        </message>
        <message>
            <source>Smart Turn hears whether you have finished: {file}</source>
            <translation>Smart Turn 会听出你是否说完：{file}</translation>
        </message>
        <message>
            <source>Smart Turn is missing, so the end of your turn is told by words and silence, which takes longer.</source>
            <translation>缺少 Smart Turn，因此只能靠词语和停顿来判断你是否说完，会慢一些。</translation>
        </message>
        <message>
            <source>So long may the instruction be, in tokens, until it is warned of; 0 for half.</source>
            <translation>指令超过多少词元时提醒；0 表示上下文的一半。</translation>
        </message>
        <message>
            <source>Something unexpected went wrong, and the details could not be saved: {reason}</source>
            <translation>发生意外错误，且详情无法保存：{reason}</translation>
        </message>
        <message>
            <source>Something unexpected went wrong; the details are in {file}.</source>
            <translation>发生意外错误，详情见 {file}。</translation>
        </message>
        <message>
            <source>Something was heard, but no words; say it once more, a little more clearly.</source>
            <translation>听到了声音，但没听出话来；请再说一次，说得清楚一些。</translation>
        </message>
        <message>
            <source>Something went wrong</source>
            <translation>出了点问题</translation>
        </message>
        <message>
            <source>Sorry, I lost my train of thought. Please ask me again.</source>
            <translation>抱歉，我刚才思路断了，请再问我一次。</translation>
        </message>
        <message>
            <source>Sound</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>Sound files</source>
            <translation>音频文件</translation>
        </message>
        <message>
            <source>Sound needs the PortAudio library; install the package libportaudio2.</source>
            <translation>声音需要 PortAudio 库；请安装软件包 libportaudio2。</translation>
        </message>
        <message>
            <source>Sound while thinking</source>
            <translation>思考提示音</translation>
        </message>
        <message>
            <source>Speak for a minute or two, alone in a quiet room, in the manner you would like to be answered in. The recording goes to ElevenLabs, which makes a voice of it in your account.</source>
            <translation>请在安静的房间里独自说一两分钟，用你希望听到的回答语气。录音会上传到 ElevenLabs，由它在你的账户中制作成声音。</translation>
        </message>
        <message>
            <source>Speak with</source>
            <translation>朗读引擎</translation>
        </message>
        <message>
            <source>Speaking</source>
            <translation>正在说</translation>
        </message>
        <message>
            <source>Speaks to you in many voices, your own among them. Keys are made at elevenlabs.io, under Developers.</source>
            <translation>用多种声音朗读，也可以用你自己的声音。密钥在 elevenlabs.io 的 Developers 中创建。</translation>
        </message>
        <message>
            <source>Speech recognition is still being loaded; try again in a moment.</source>
            <translation>语音识别仍在载入，请稍后再试。</translation>
        </message>
        <message>
            <source>Speed</source>
            <translation>速度</translation>
        </message>
        <message>
            <source>Spent this month</source>
            <translation>本月花费</translation>
        </message>
        <message>
            <source>Start EchoFlow from a desktop session, or use 'echoflow converse' and 'echoflow serve'.</source>
            <translation>请在桌面会话中启动 EchoFlow，或使用“echoflow converse”和“echoflow serve”。</translation>
        </message>
        <message>
            <source>Start a compositor, such as picom, or turn on compositing in the settings of your desktop.</source>
            <translation>请启动合成器（例如 picom），或在桌面设置中开启合成。</translation>
        </message>
        <message>
            <source>Start when I log in</source>
            <translation>登录时启动</translation>
        </message>
        <message>
            <source>Start with the computer</source>
            <translation>开机启动</translation>
        </message>
        <message>
            <source>Starting with the session cannot be changed here: this is not Windows.</source>
            <translation>无法在这里更改登录时启动：这不是 Windows 系统。</translation>
        </message>
        <message>
            <source>Starting with the session cannot be changed in {place}: {reason}.</source>
            <translation>无法在 {place} 中更改登录时启动：{reason}。</translation>
        </message>
        <message>
            <source>Step {number} of {count}</source>
            <translation>第 {number} 步，共 {count} 步</translation>
        </message>
        <message>
            <source>Step {number} of {count}: {title}</source>
            <translation>第 {number} 步，共 {count} 步：{title}</translation>
        </message>
        <message>
            <source>Still getting ready; one moment, please.</source>
            <translation>还在准备，请稍候。</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <source>Stop EchoFlow</source>
            <translation>让 EchoFlow 停下</translation>
        </message>
        <message>
            <source>Stop asking {service}</source>
            <translation>停止询问 {service}</translation>
        </message>
        <message>
            <source>Stop recording</source>
            <translation>停止录音</translation>
        </message>
        <message>
            <source>Stored data</source>
            <translation>已保存的数据</translation>
        </message>
        <message>
            <source>Summary of older turns</source>
            <translation>早前对话的摘要</translation>
        </message>
        <message>
            <source>Synthesis</source>
            <translation>语音合成</translation>
        </message>
        <message>
            <source>TEXT</source>
            <translation>文本</translation>
        </message>
        <message>
            <source>TOKEN</source>
            <translation>令牌</translation>
        </message>
        <message>
            <source>Take them over</source>
            <translation>导入</translation>
        </message>
        <message>
            <source>Talk</source>
            <translation>说话</translation>
        </message>
        <message>
            <source>Talk now.</source>
            <translation>请说话。</translation>
        </message>
        <message>
            <source>Talk or click to cut in.</source>
            <translation>说话或点击即可打断。</translation>
        </message>
        <message>
            <source>Talk with EchoFlow</source>
            <translation>与 EchoFlow 对话</translation>
        </message>
        <message>
            <source>Talk with EchoFlow, and each answer appears here with the time it took.</source>
            <translation>和 EchoFlow 说话，每次回答及其用时就会显示在这里。</translation>
        </message>
        <message>
            <source>Talk with EchoFlow, and what is said is kept here, on this computer and nowhere else.</source>
            <translation>和 EchoFlow 说说话，说过的内容会保存在这里，只在这台电脑上。</translation>
        </message>
        <message>
            <source>Talk with EchoFlow, or stop it</source>
            <translation>与 EchoFlow 对话，或让它停下</translation>
        </message>
        <message>
            <source>Talk with your computer as you would with a person. Four short steps, and you are there.</source>
            <translation>像和人聊天一样和电脑说话。只需四个简短的步骤。</translation>
        </message>
        <message>
            <source>Talking</source>
            <translation>说话</translation>
        </message>
        <message>
            <source>Temperature</source>
            <translation>温度</translation>
        </message>
        <message>
            <source>Text to read (Markdown)</source>
            <translation>便于阅读的文本 (Markdown)</translation>
        </message>
        <message>
            <source>That is too late to take it out: use a wired loudspeaker or headphones.</source>
            <translation>回声来得太晚，无法消除：请使用有线扬声器或耳机。</translation>
        </message>
        <message>
            <source>That was your first conversation</source>
            <translation>你的第一次对话完成了</translation>
        </message>
        <message>
            <source>The KV cache type {kv_type} needs flash attention; switch that on or choose f16.</source>
            <translation>KV 缓存类型 {kv_type} 需要 Flash Attention；请开启它或改用 f16。</translation>
        </message>
        <message>
            <source>The OpenAI-compatible service</source>
            <translation>OpenAI 兼容服务</translation>
        </message>
        <message>
            <source>The PortAudio library is missing; install EchoFlow again.</source>
            <translation>缺少 PortAudio 库；请重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>The address of a mirror, where the hub cannot be reached.</source>
            <translation>无法访问模型库时使用的镜像地址。</translation>
        </message>
        <message>
            <source>The aim: half of them within {p50} and nearly all within {p95}, as between people.</source>
            <translation>目标：一半在 {p50} 以内，绝大多数在 {p95} 以内，如同人与人交谈。</translation>
        </message>
        <message>
            <source>The budget is spent: until next month EchoFlow works on this computer alone.</source>
            <translation>预算已用完：下个月之前，EchoFlow 只在本机上工作。</translation>
        </message>
        <message>
            <source>The budget is spent; all is local.</source>
            <translation>预算已用完，全部在本机运行。</translation>
        </message>
        <message>
            <source>The check '{name}' failed: {error}</source>
            <translation>检查项“{name}”失败：{error}</translation>
        </message>
        <message>
            <source>The connection was lost before all of {name} was here; resume the download.</source>
            <translation>{name} 还没下载完，连接就断了；请继续下载。</translation>
        </message>
        <message>
            <source>The conversation</source>
            <translation>对话内容</translation>
        </message>
        <message>
            <source>The conversations in {file} cannot be read: {error}.</source>
            <translation>无法读取 {file} 中的对话：{error}。</translation>
        </message>
        <message>
            <source>The conversations in {file} were written by a newer EchoFlow; update this one to read and keep them.</source>
            <translation>{file} 中的对话由更新版本的 EchoFlow 写入；请更新本程序后再读取和保存。</translation>
        </message>
        <message>
            <source>The desktop has no tray, so EchoFlow shows a small window instead of its icon.</source>
            <translation>桌面没有托盘，EchoFlow 会用一个小窗口代替图标。</translation>
        </message>
        <message>
            <source>The desktop shows icons by D-Bus (StatusNotifier).</source>
            <translation>桌面通过 D-Bus 显示图标（StatusNotifier）。</translation>
        </message>
        <message>
            <source>The desktop tells you what happens while nothing of EchoFlow can be seen.</source>
            <translation>看不到 EchoFlow 时，由桌面通知你发生了什么。</translation>
        </message>
        <message>
            <source>The disk is full; make room and resume {name}, which goes on where it stopped.</source>
            <translation>磁盘已满；请腾出空间后继续下载 {name}，会从中断处接着下载。</translation>
        </message>
        <message>
            <source>The download cannot be carried out here: {reason}.</source>
            <translation>无法在这里下载：{reason}。</translation>
        </message>
        <message>
            <source>The download of {name} ended unexpectedly; resume it.</source>
            <translation>{name} 的下载意外结束；请继续下载。</translation>
        </message>
        <message>
            <source>The driver of the NVIDIA graphics card does not answer, so the language model runs on the processor.</source>
            <translation>NVIDIA 显卡驱动没有响应，语言模型在处理器上运行。</translation>
        </message>
        <message>
            <source>The end of a turn can no longer be told from its sound.</source>
            <translation>已无法从声音判断一句话是否说完。</translation>
        </message>
        <message>
            <source>The events cannot be written to {file}: {reason}.</source>
            <translation>无法将事件写入 {file}：{reason}。</translation>
        </message>
        <message>
            <source>The events file {file} is the recording itself; name another file.</source>
            <translation>事件文件 {file} 就是录音本身；请另选一个文件。</translation>
        </message>
        <message>
            <source>The file of conversations was damaged: {count} conversations could be saved from it, and the file is kept as {file}.</source>
            <translation>对话文件已损坏：从中救回了 {count} 个对话，原文件保留为 {file}。</translation>
        </message>
        <message>
            <source>The file of conversations, {file}, is damaged; start EchoFlow, which saves what it can.</source>
            <translation>对话文件 {file} 已损坏；请启动 EchoFlow，它会尽量救回其中的内容。</translation>
        </message>
        <message>
            <source>The file of response times was damaged; it is kept as {file}, and a new one is begun.</source>
            <translation>响应时间文件已损坏，现保留为 {file}，并已新建一个。</translation>
        </message>
        <message>
            <source>The folder {folder} cannot be made: {reason}. Set ECHOFLOW_HOME to a folder you may write.</source>
            <translation>无法创建文件夹 {folder}：{reason}。请将 ECHOFLOW_HOME 设为可写入的文件夹。</translation>
        </message>
        <message>
            <source>The folder {folder} cannot be written.</source>
            <translation>文件夹 {folder} 无法写入。</translation>
        </message>
        <message>
            <source>The hotkey {chord} is not a combination of keys; write it like {example}.</source>
            <translation>快捷键 {chord} 不是有效的组合键，请写成 {example} 这样的形式。</translation>
        </message>
        <message>
            <source>The hotkey {chord} needs one more key; write it like {example}.</source>
            <translation>快捷键 {chord} 还缺一个按键；请按 {example} 的格式书写。</translation>
        </message>
        <message>
            <source>The hotkey {chord} would go off while you type; write it like {example}.</source>
            <translation>快捷键 {chord} 会在打字时误触发，请写成 {example} 这样的形式。</translation>
        </message>
        <message>
            <source>The hub cannot be reached; check the network, or choose a mirror of the hub in the settings. {name} goes on where it stopped.</source>
            <translation>无法连接模型中心；请检查网络，或者在设置中选择镜像。{name} 会从中断处继续。</translation>
        </message>
        <message>
            <source>The hub does not give {name} to this computer; sign in with “hf auth login”, or choose another model.</source>
            <translation>模型中心不允许这台电脑下载 {name}；请用“hf auth login”登录，或者选择别的模型。</translation>
        </message>
        <message>
            <source>The hub has a problem of its own (status {status}); resume {name} later, or choose a mirror of the hub in the settings.</source>
            <translation>模型中心出了问题（状态 {status}）；请稍后继续下载 {name}，或者在设置中选择镜像。</translation>
        </message>
        <message>
            <source>The hub has too many requests from here for now; resume {name} in a few minutes.</source>
            <translation>模型中心暂时收到太多来自这里的请求；请过几分钟再继续下载 {name}。</translation>
        </message>
        <message>
            <source>The hub offers another file than the one EchoFlow knows as {name}; update EchoFlow, or choose another model.</source>
            <translation>模型中心提供的文件与 EchoFlow 所知的 {name} 不同；请更新 EchoFlow，或者选择别的模型。</translation>
        </message>
        <message>
            <source>The identifier of the voice at ElevenLabs.</source>
            <translation>ElevenLabs 声音的标识符。</translation>
        </message>
        <message>
            <source>The key for {service} (it is not shown): </source>
            <translation>{service} 的密钥（不会显示）：</translation>
        </message>
        <message>
            <source>The key for {service} comes from the environment variable {variable}.</source>
            <translation>{service} 的密钥来自环境变量 {variable}。</translation>
        </message>
        <message>
            <source>The key for {service} holds a space, a line break or a character that no key has; copy it again.</source>
            <translation>{service} 的密钥中有空格、换行或密钥不会有的字符；请重新复制。</translation>
        </message>
        <message>
            <source>The key for {service} is empty; copy the whole key.</source>
            <translation>{service} 的密钥是空的；请复制完整的密钥。</translation>
        </message>
        <message>
            <source>The key for {service} is in the system's keyring.</source>
            <translation>{service} 的密钥保存在系统密钥环中。</translation>
        </message>
        <message>
            <source>The key for {service} is kept in memory only, until EchoFlow quits.</source>
            <translation>{service} 的密钥只保存在内存中，EchoFlow 退出后即失效。</translation>
        </message>
        <message>
            <source>The key for {service} may not be used for this; allow it in your account there.</source>
            <translation>{service} 的密钥没有这项权限；请在你的账户中允许。</translation>
        </message>
        <message>
            <source>The key was not kept.</source>
            <translation>密钥未保存。</translation>
        </message>
        <message>
            <source>The keyboard cannot be listened to here.</source>
            <translation>这里无法监听键盘。</translation>
        </message>
        <message>
            <source>The keys to talk with, such as &lt;ctrl&gt;+&lt;alt&gt;+&lt;space&gt;.</source>
            <translation>说话用的快捷键，例如 &lt;ctrl&gt;+&lt;alt&gt;+&lt;space&gt;。</translation>
        </message>
        <message>
            <source>The keys work in every window, whatever you are doing.</source>
            <translation>无论你在哪个窗口、在做什么，这组按键都有效。</translation>
        </message>
        <message>
            <source>The language model could not go on ({detail}); a smaller context length needs less memory.</source>
            <translation>语言模型无法继续（{detail}）；缩短上下文长度可以减少内存占用。</translation>
        </message>
        <message>
            <source>The language model has been closed.</source>
            <translation>语言模型已关闭。</translation>
        </message>
        <message>
            <source>The language model is ready.</source>
            <translation>语言模型已就绪。</translation>
        </message>
        <message>
            <source>The language model stopped unexpectedly and is being started again.</source>
            <translation>语言模型意外停止，正在重新启动。</translation>
        </message>
        <message>
            <source>The language model's process ends as soon as it loads {name}; choose another model or run “echoflow doctor”.</source>
            <translation>语言模型进程在加载 {name} 时反复退出；请选择其他模型，或运行 “echoflow doctor”。</translation>
        </message>
        <message>
            <source>The language of windows and messages; auto for the system's.</source>
            <translation>窗口和消息的语言；auto 表示跟随系统。</translation>
        </message>
        <message>
            <source>The language you talk in: en, zh, or another ISO 639-1 code.</source>
            <translation>你说话用的语言：en、zh 或其他 ISO 639-1 代码。</translation>
        </message>
        <message>
            <source>The larger the model, the better it hears and the later it answers.</source>
            <translation>模型越大，听得越准，回答也来得越晚。</translation>
        </message>
        <message>
            <source>The last 30 days</source>
            <translation>最近 30 天</translation>
        </message>
        <message>
            <source>The last answers</source>
            <translation>最近的回答</translation>
        </message>
        <message>
            <source>The last run ended badly</source>
            <translation>上次运行异常结束</translation>
        </message>
        <message>
            <source>The level is good.</source>
            <translation>音量合适。</translation>
        </message>
        <message>
            <source>The local recognizer understands English.</source>
            <translation>本地语音识别可听懂英语。</translation>
        </message>
        <message>
            <source>The local recognizer's model is missing.</source>
            <translation>缺少本地语音识别模型。</translation>
        </message>
        <message>
            <source>The local speech recognition failed; start EchoFlow again.</source>
            <translation>本地语音识别出错，请重新启动 EchoFlow。</translation>
        </message>
        <message>
            <source>The local speech recognition is not running; start EchoFlow again.</source>
            <translation>本地语音识别没有运行，请重新启动 EchoFlow。</translation>
        </message>
        <message>
            <source>The local voice failed; start EchoFlow again.</source>
            <translation>本地语音出错，请重新启动 EchoFlow。</translation>
        </message>
        <message>
            <source>The local voice is missing.</source>
            <translation>缺少本地声音。</translation>
        </message>
        <message>
            <source>The local voice speaks English only; choose another voice for this language.</source>
            <translation>本地语音只会说英语，请为这种语言选择其他语音。</translation>
        </message>
        <message>
            <source>The local voice speaks English.</source>
            <translation>本地声音可说英语。</translation>
        </message>
        <message>
            <source>The local voice “{voice}” is missing or damaged; choose another one.</source>
            <translation>本地语音“{voice}”缺失或已损坏，请选择另一个。</translation>
        </message>
        <message>
            <source>The longest answer, in tokens; a word is one or two.</source>
            <translation>最长回答的词元数；一个汉字大约是一到两个词元。</translation>
        </message>
        <message>
            <source>The loudspeaker by its name; empty for the one the system chooses.</source>
            <translation>扬声器的名称；留空表示由系统选择。</translation>
        </message>
        <message>
            <source>The loudspeaker “{name}” is not connected; connect it or choose another one.</source>
            <translation>扬声器“{name}”未连接；请连接它或选择其他扬声器。</translation>
        </message>
        <message>
            <source>The loudspeaker “{name}” plays.</source>
            <translation>扬声器“{name}”可以播放声音。</translation>
        </message>
        <message>
            <source>The microphone and the loudspeaker are back.</source>
            <translation>麦克风和扬声器已恢复。</translation>
        </message>
        <message>
            <source>The microphone by its name; empty for the one the system chooses.</source>
            <translation>麦克风的名称；留空表示由系统选择。</translation>
        </message>
        <message>
            <source>The microphone does not hear the loudspeaker, so you can cut in on EchoFlow at any moment.</source>
            <translation>麦克风听不到扬声器的声音，你可以随时打断 EchoFlow。</translation>
        </message>
        <message>
            <source>The microphone has stopped; connect it again, or choose another in the menu.</source>
            <translation>麦克风已停止工作；请重新连接，或在菜单中选择另一个。</translation>
        </message>
        <message>
            <source>The microphone hears the loudspeaker {seconds} ms later at {coupling} dB; {cancelled} dB of that are taken out.</source>
            <translation>麦克风在 {seconds} 毫秒后听到扬声器的声音，强度为 {coupling} dB；其中 {cancelled} dB 已被消除。</translation>
        </message>
        <message>
            <source>The microphone is muted; choose “Mute microphone” in the menu again to be heard.</source>
            <translation>麦克风已静音；在菜单中再次点选“麦克风静音”即可恢复。</translation>
        </message>
        <message>
            <source>The microphone or the loudspeaker has gone; connect it and talk again, or choose another in the menu.</source>
            <translation>麦克风或扬声器已断开；请重新连接后再说话，或在菜单中选择另一个。</translation>
        </message>
        <message>
            <source>The microphone “{name}” delivers next to nothing ({level} dB).</source>
            <translation>麦克风“{name}”几乎没有声音（{level} dB）。</translation>
        </message>
        <message>
            <source>The microphone “{name}” delivers nothing but digital silence.</source>
            <translation>麦克风“{name}”只传来完全的静音，没有任何声音。</translation>
        </message>
        <message>
            <source>The microphone “{name}” delivers sound: {rate} kHz, {level} dB in this moment.</source>
            <translation>麦克风“{name}”有声音：{rate} kHz，当前 {level} dB。</translation>
        </message>
        <message>
            <source>The microphone “{name}” is not connected; connect it or choose another one.</source>
            <translation>麦克风“{name}”未连接；请连接它或选择其他麦克风。</translation>
        </message>
        <message>
            <source>The microphone “{name}” is so loud that its sound is cut off at the peaks.</source>
            <translation>麦克风“{name}”音量过大，声音已失真。</translation>
        </message>
        <message>
            <source>The model at an OpenAI-compatible service; empty for the first it offers.</source>
            <translation>OpenAI 兼容服务上的模型；留空表示用它提供的第一个。</translation>
        </message>
        <message>
            <source>The model at {service} has only thought and said nothing; choose one that answers at once.</source>
            <translation>{service} 的模型只顾思考，没有作答；请换一个直接回答的模型。</translation>
        </message>
        <message>
            <source>The model file (GGUF) to think with; empty for the one that comes with EchoFlow.</source>
            <translation>用来思考的模型文件（GGUF）；留空表示用 EchoFlow 自带的模型。</translation>
        </message>
        <message>
            <source>The model file {path} cannot be read: {reason}.</source>
            <translation>无法读取模型文件 {path}：{reason}。</translation>
        </message>
        <message>
            <source>The model file {path} is damaged; download it again.</source>
            <translation>模型文件 {path} 已损坏；请重新下载。</translation>
        </message>
        <message>
            <source>The model file {path} is incomplete: it ends after {actual}; download it again.</source>
            <translation>模型文件 {path} 不完整：只有 {actual}；请重新下载。</translation>
        </message>
        <message>
            <source>The model file {path} is incomplete: it has {actual} of {expected}; download it again.</source>
            <translation>模型文件 {path} 不完整：应为 {expected}，实际只有 {actual}；请重新下载。</translation>
        </message>
        <message>
            <source>The model of ElevenLabs that speaks.</source>
            <translation>ElevenLabs 说话用的模型。</translation>
        </message>
        <message>
            <source>The model of this computer that hears you; empty for what suits the language.</source>
            <translation>这台电脑用来听你说话的模型；留空则按语言选择。</translation>
        </message>
        <message>
            <source>The model {file} is gone; the packaged one is used.</source>
            <translation>模型 {file} 已不存在，改用自带模型。</translation>
        </message>
        <message>
            <source>The model {file}, which hears the end of a turn, is missing or damaged; words and pauses decide without it.</source>
            <translation>用于听出一句话是否说完的模型 {file} 缺失或已损坏，改由词语和停顿来判断。</translation>
        </message>
        <message>
            <source>The model {name} could not be loaded ({detail}); choose another model.</source>
            <translation>无法加载模型 {name}（{detail}）；请选择其他模型。</translation>
        </message>
        <message>
            <source>The model {name} did not load in time; try again or choose a smaller model.</source>
            <translation>模型 {name} 未能及时加载；请重试或选择更小的模型。</translation>
        </message>
        <message>
            <source>The model {name} does not fit in memory: it needs {needed} and {available} are free; choose a smaller model or a shorter context.</source>
            <translation>内存装不下模型 {name}：需要 {needed}，可用 {available}；请选择更小的模型或更短的上下文。</translation>
        </message>
        <message>
            <source>The model {name} does not fit in memory; choose a smaller model, a shorter context or fewer GPU layers.</source>
            <translation>内存装不下模型 {name}；请选择更小的模型、更短的上下文或更少的 GPU 层数。</translation>
        </message>
        <message>
            <source>The model {name} does not say how a conversation is written; choose one whose name has Instruct or Chat in it.</source>
            <translation>模型 {name} 没有对话模板；请选择名称中带有 Instruct 或 Chat 的模型。</translation>
        </message>
        <message>
            <source>The model {name} is damaged; install EchoFlow again.</source>
            <translation>模型 {name} 已损坏；请重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>The model {name} is of a kind ({architecture}) this version cannot run; choose another model.</source>
            <translation>当前版本无法运行模型 {name} 的架构（{architecture}）；请选择其他模型。</translation>
        </message>
        <message>
            <source>The models' folder {path} cannot be used: {reason}.</source>
            <translation>模型文件夹 {path} 无法使用：{reason}。</translation>
        </message>
        <message>
            <source>The one that comes with EchoFlow</source>
            <translation>EchoFlow 自带的模型</translation>
        </message>
        <message>
            <source>The output {file} is the recording itself; name another file.</source>
            <translation>输出文件 {file} 就是录音本身，请换一个文件名。</translation>
        </message>
        <message>
            <source>The packaged language model is missing; install EchoFlow again or choose a GGUF file.</source>
            <translation>随附的语言模型不见了；请重新安装 EchoFlow，或选择一个 GGUF 文件。</translation>
        </message>
        <message>
            <source>The packaged speech recognition model is not installed; install EchoFlow again.</source>
            <translation>随附的语音识别模型没有安装，请重新安装 EchoFlow。</translation>
        </message>
        <message>
            <source>The panel has a tray for the icon (XEmbed).</source>
            <translation>面板有可放置图标的托盘（XEmbed）。</translation>
        </message>
        <message>
            <source>The part of your desktop that watches for the hotkeys has ended; they come back with it.</source>
            <translation>桌面中负责监听快捷键的服务已退出；服务恢复后，快捷键会自动恢复。</translation>
        </message>
        <message>
            <source>The price '{name}' in {file} is for nothing that EchoFlow counts; it counts {items}.</source>
            <translation>{file} 中的价格“{name}”不对应 EchoFlow 计量的任何项目；可计量的有：{items}。</translation>
        </message>
        <message>
            <source>The recognition model {name} is gone; fetch it again or choose another one.</source>
            <translation>识别模型 {name} 不见了；请重新下载，或者选择别的模型。</translation>
        </message>
        <message>
            <source>The recognizer of this computer does not understand the language of the conversation.</source>
            <translation>本机的语音识别听不懂对话所用的语言。</translation>
        </message>
        <message>
            <source>The recognizer of this computer understands English only, not '{language}'; fetch one that does (echoflow models pull whisper-small), or hear with Deepgram: --engine-asr deepgram.</source>
            <translation>这台电脑的识别器只懂英文，不懂“{language}”；请下载一个懂的（echoflow models pull whisper-small），或者用 Deepgram 识别：--engine-asr deepgram。</translation>
        </message>
        <message>
            <source>The recording can be used, but it is quiet; a louder one makes a better voice.</source>
            <translation>录音可以使用，但音量偏小；声音大一些，效果会更好。</translation>
        </message>
        <message>
            <source>The recording can be used; a minute of speech instead of {seconds} seconds makes a better voice.</source>
            <translation>录音可以使用；若把 {seconds} 秒的语音延长到一分钟，效果会更好。</translation>
        </message>
        <message>
            <source>The recording cannot be written to “{path}”; make room on the disk.</source>
            <translation>录音无法写入“{path}”；请清理磁盘空间。</translation>
        </message>
        <message>
            <source>The recording is good.</source>
            <translation>录音质量良好。</translation>
        </message>
        <message>
            <source>The recording is larger than 10 MB; save it as MP3 or FLAC, or cut it.</source>
            <translation>录音超过 10 MB；请保存为 MP3 或 FLAC 格式，或剪短一些。</translation>
        </message>
        <message>
            <source>The recording is longer than three minutes; cut it to one or two.</source>
            <translation>录音超过三分钟；请剪到一两分钟。</translation>
        </message>
        <message>
            <source>The recording is too loud and distorted; lower the microphone's level and record again.</source>
            <translation>录音音量过大，已经失真；请调低麦克风音量后重新录制。</translation>
        </message>
        <message>
            <source>The recording was sent already; 'echoflow voices list' shows whether a voice was made.</source>
            <translation>录音已经发送；用 'echoflow voices list' 可查看声音是否已制作。</translation>
        </message>
        <message>
            <source>The replies and the events cannot both go to {file}; name two files.</source>
            <translation>回答和事件不能都写入 {file}；请指定两个不同的文件。</translation>
        </message>
        <message>
            <source>The replies are in {file}.</source>
            <translation>回答已保存在 {file}。</translation>
        </message>
        <message>
            <source>The response times in {file} cannot be read: {error}</source>
            <translation>无法读取 {file} 中的响应时间：{error}</translation>
        </message>
        <message>
            <source>The result cannot be printed: {reason}.</source>
            <translation>无法输出结果：{reason}。</translation>
        </message>
        <message>
            <source>The screen {name} does not answer: {reason}</source>
            <translation>屏幕 {name} 没有响应：{reason}</translation>
        </message>
        <message>
            <source>The setting '{name}' in {file} must be {wanted}; its default is used.</source>
            <translation>{file} 中的设置“{name}”必须是{wanted}，将使用默认值。</translation>
        </message>
        <message>
            <source>The settings can be read.</source>
            <translation>设置可以读取。</translation>
        </message>
        <message>
            <source>The settings cannot be saved to {file}: {reason}.</source>
            <translation>无法将设置保存到 {file}：{reason}。</translation>
        </message>
        <message>
            <source>The settings in {file} cannot be read, so defaults are used: {error}.</source>
            <translation>无法读取 {file} 中的设置，将使用默认值：{error}。</translation>
        </message>
        <message>
            <source>The settings of EchoFlow, read when it starts. What you write here yourself stays.</source>
            <translation>EchoFlow 的设置，启动时读取。你自己写在这里的内容会保留。</translation>
        </message>
        <message>
            <source>The sound device is gone; connect it again or choose another one.</source>
            <translation>声音设备已断开；请重新连接或选择其他设备。</translation>
        </message>
        <message>
            <source>The sound goes on with “{microphone}” and “{speaker}”.</source>
            <translation>声音继续使用“{microphone}”和“{speaker}”。</translation>
        </message>
        <message>
            <source>The sound system does not answer: {reason}.</source>
            <translation>声音系统没有响应：{reason}。</translation>
        </message>
        <message>
            <source>The speech recognition model in {folder} does not understand the language “{language}”.</source>
            <translation>{folder} 中的语音识别模型不支持语言“{language}”。</translation>
        </message>
        <message>
            <source>The speech recognition model in {folder} is missing or damaged; choose another one.</source>
            <translation>{folder} 中的语音识别模型缺失或已损坏，请选择另一个模型。</translation>
        </message>
        <message>
            <source>The system has a tray for the icon.</source>
            <translation>系统有可放置图标的托盘。</translation>
        </message>
        <message>
            <source>The system prompt takes {tokens} tokens, and more than {limit} leave little room for the conversation; shorten it, or raise 'context_length' in the settings.</source>
            <translation>系统提示词占用 {tokens} 个 token，超过 {limit} 个后留给对话的空间就很少；请缩短提示词，或在设置中调大 context_length。</translation>
        </message>
        <message>
            <source>The system's keyring answers.</source>
            <translation>系统密钥环可以使用。</translation>
        </message>
        <message>
            <source>The system's keyring is locked or does not answer; unlock it for the key of {service}.</source>
            <translation>系统密钥环已锁定或没有响应；请解锁以使用 {service} 的密钥。</translation>
        </message>
        <message>
            <source>The system's keyring is locked, so keys in it cannot be read.</source>
            <translation>系统密钥环已锁定，无法读取其中的密钥。</translation>
        </message>
        <message>
            <source>The system's keyring is locked, so the key for {service} is kept only until EchoFlow quits; unlock the keyring and enter the key again.</source>
            <translation>系统密钥环已锁定，{service} 的密钥只保留到 EchoFlow 退出；请解锁密钥环后重新输入密钥。</translation>
        </message>
        <message>
            <source>The system's keyring refuses access to the key for {service}; allow EchoFlow to use it.</source>
            <translation>系统密钥环拒绝访问 {service} 的密钥；请允许 EchoFlow 使用。</translation>
        </message>
        <message>
            <source>The system's keyring refuses to answer EchoFlow.</source>
            <translation>系统密钥环拒绝了 EchoFlow 的访问。</translation>
        </message>
        <message>
            <source>The system's keyring refuses to keep the key for {service}, so it is kept only until EchoFlow quits; allow EchoFlow to use the keyring and enter the key again.</source>
            <translation>系统密钥环拒绝保存 {service} 的密钥，因此只保留到 EchoFlow 退出；请允许 EchoFlow 使用密钥环后重新输入密钥。</translation>
        </message>
        <message>
            <source>The variable goes first</source>
            <translation>以环境变量为准</translation>
        </message>
        <message>
            <source>The voice has been deleted.</source>
            <translation>声音已删除。</translation>
        </message>
        <message>
            <source>The voice is made; 'echoflow voices use {voice}' speaks with it.</source>
            <translation>声音已制作完成；用 'echoflow voices use {voice}' 即可使用。</translation>
        </message>
        <message>
            <source>The voice is ready.</source>
            <translation>声音已就绪。</translation>
        </message>
        <message>
            <source>The voice needs a name.</source>
            <translation>请给这个声音起个名字。</translation>
        </message>
        <message>
            <source>The voice of this computer; empty for the first there is.</source>
            <translation>本机的声音；留空表示用第一个。</translation>
        </message>
        <message>
            <source>The voice {voice} is gone; the default one is used.</source>
            <translation>音色 {voice} 已不存在，改用默认音色。</translation>
        </message>
        <message>
            <source>The voices of this computer do not speak the language of the conversation.</source>
            <translation>本机的声音不会说对话所用的语言。</translation>
        </message>
        <message>
            <source>There are no conversations yet.</source>
            <translation>还没有对话。</translation>
        </message>
        <message>
            <source>There are no keys in {file}; it should hold lines such as DEEPGRAM_API_KEY=...</source>
            <translation>{file} 中没有密钥；其中应有形如 DEEPGRAM_API_KEY=... 的行。</translation>
        </message>
        <message>
            <source>There are no problems.</source>
            <translation>没有发现问题。</translation>
        </message>
        <message>
            <source>There are only {seconds} seconds of speech in the recording; at least {least} are needed.</source>
            <translation>录音中只有 {seconds} 秒语音；至少需要 {least} 秒。</translation>
        </message>
        <message>
            <source>There is a screen.</source>
            <translation>有可用的屏幕。</translation>
        </message>
        <message>
            <source>There is already a model {path}; remove it before it is fetched again.</source>
            <translation>已经有模型 {path}；请先删除，再重新下载。</translation>
        </message>
        <message>
            <source>There is no conversation {id}; see `echoflow history list`.</source>
            <translation>没有编号为 {id} 的对话；请查看 `echoflow history list`。</translation>
        </message>
        <message>
            <source>There is no engine '{name}' for {option}; choose one of: {available}.</source>
            <translation>{option} 没有名为“{name}”的引擎，请从中选择：{available}。</translation>
        </message>
        <message>
            <source>There is no file “{path}”; check its name.</source>
            <translation>没有文件“{path}”；请检查文件名。</translation>
        </message>
        <message>
            <source>There is no folder “{folder}” for the recording; create it first.</source>
            <translation>没有用来存放录音的文件夹“{folder}”；请先创建它。</translation>
        </message>
        <message>
            <source>There is no graphics card that the language model could use; it runs on the processor.</source>
            <translation>没有语言模型可用的显卡，语言模型在处理器上运行。</translation>
        </message>
        <message>
            <source>There is no key for {service}; enter one under Keys in the menu, or with 'echoflow keys set {name}'.</source>
            <translation>没有 {service} 的密钥；请在菜单的“密钥”中输入，或使用“echoflow keys set {name}”。</translation>
        </message>
        <message>
            <source>There is no key for {service}; enter one under Keys in the menu.</source>
            <translation>没有 {service} 的密钥；请在菜单的“密钥”中输入。</translation>
        </message>
        <message>
            <source>There is no key to check; enter one with 'echoflow keys set'.</source>
            <translation>没有可检查的密钥；请用“echoflow keys set”输入。</translation>
        </message>
        <message>
            <source>There is no keyring that keeps secrets, so keys that are entered are forgotten when EchoFlow quits.</source>
            <translation>没有可保存机密的密钥环，输入的密钥在 EchoFlow 退出后就会丢失。</translation>
        </message>
        <message>
            <source>There is no language model that can be used.</source>
            <translation>没有可用的语言模型。</translation>
        </message>
        <message>
            <source>There is no local voice “{voice}” on this computer; choose another one.</source>
            <translation>这台电脑上没有本地语音“{voice}”，请选择另一个。</translation>
        </message>
        <message>
            <source>There is no loudspeaker.</source>
            <translation>没有扬声器。</translation>
        </message>
        <message>
            <source>There is no microphone.</source>
            <translation>没有麦克风。</translation>
        </message>
        <message>
            <source>There is no model file {path}; check the path or choose another model.</source>
            <translation>找不到模型文件 {path}；请检查路径或选择其他模型。</translation>
        </message>
        <message>
            <source>There is no model {name} to fetch; “echoflow models list” shows those there are, and any other is named by its place on the hub: OWNER/NAME/FILE.gguf.</source>
            <translation>没有可下载的模型 {name}；“echoflow models list”会列出可下载的模型，其他模型请写出它在模型中心的位置：所有者/仓库/文件.gguf。</translation>
        </message>
        <message>
            <source>There is no model {name}; “echoflow models list” shows those there are.</source>
            <translation>没有名为 {name} 的模型；“echoflow models list” 会列出已有的模型。</translation>
        </message>
        <message>
            <source>There is no port {port}; choose one from 0 to 65535.</source>
            <translation>没有端口 {port}，请选择 0 到 65535 之间的端口。</translation>
        </message>
        <message>
            <source>There is no report of a crash.</source>
            <translation>没有崩溃报告。</translation>
        </message>
        <message>
            <source>There is no room on the disk for {name}: it needs {needed} more, and {free} is free; make room and resume it.</source>
            <translation>磁盘空间不够下载 {name}：还需要 {needed}，只剩 {free}；请腾出空间后继续。</translation>
        </message>
        <message>
            <source>There is no screen, so there are no hotkeys.</source>
            <translation>没有屏幕，因此没有快捷键。</translation>
        </message>
        <message>
            <source>There is no screen: neither DISPLAY nor WAYLAND_DISPLAY is set.</source>
            <translation>没有屏幕：DISPLAY 和 WAYLAND_DISPLAY 均未设置。</translation>
        </message>
        <message>
            <source>There is no speech in the recording; check the microphone and record again.</source>
            <translation>录音中没有语音；请检查麦克风后重新录制。</translation>
        </message>
        <message>
            <source>There is no such voice in your account at ElevenLabs; look at the list of voices.</source>
            <translation>你的 ElevenLabs 账户中没有这个声音；请查看声音列表。</translation>
        </message>
        <message>
            <source>There is no voice “{voice}” in your account at ElevenLabs; choose another.</source>
            <translation>你的 ElevenLabs 账户里没有“{voice}”这个声音；请另选一个。</translation>
        </message>
        <message>
            <source>There is no voice “{voice}”; 'echoflow voices list' shows those there are.</source>
            <translation>没有“{voice}”这个声音；用 'echoflow voices list' 可查看现有的声音。</translation>
        </message>
        <message>
            <source>There is not enough memory for the speech recognition model in {folder}; close other programs.</source>
            <translation>内存不足，无法载入 {folder} 中的语音识别模型，请关闭其他程序。</translation>
        </message>
        <message>
            <source>Think with</source>
            <translation>思考引擎</translation>
        </message>
        <message>
            <source>Thinking</source>
            <translation>正在思考</translation>
        </message>
        <message>
            <source>Thinks for you: OpenAI, or your own server with llama-server, Ollama or vLLM, given its address.</source>
            <translation>替你思考：OpenAI，或填上地址使用你自己的 llama-server、Ollama、vLLM 服务器。</translation>
        </message>
        <message>
            <source>This answer was not heard.</source>
            <translation>这个回答没有听到。</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>本机</translation>
        </message>
        <message>
            <source>This computer does not understand this language yet: enter a key for Deepgram in the third step, or fetch a recognizer from the model library later.</source>
            <translation>这台电脑还听不懂这种语言：请在第三步填写 Deepgram 的密钥，或稍后在模型库中下载语音识别模型。</translation>
        </message>
        <message>
            <source>This computer has no loudspeaker; connect one.</source>
            <translation>这台电脑没有扬声器；请连接一个。</translation>
        </message>
        <message>
            <source>This computer has no microphone; connect one.</source>
            <translation>这台电脑没有麦克风；请连接一个。</translation>
        </message>
        <message>
            <source>This conversation is private: nothing of it is kept.</source>
            <translation>这是私密对话：不会保存任何内容。</translation>
        </message>
        <message>
            <source>This desktop gives programs no hotkeys.</source>
            <translation>此桌面不向程序提供全局快捷键。</translation>
        </message>
        <message>
            <source>This is more than the model at {service} can read at once; say it shorter.</source>
            <translation>这段话超出了 {service} 的模型一次能读取的长度；请说得短一些。</translation>
        </message>
        <message>
            <source>This is my own voice, or its owner has agreed to have it cloned.</source>
            <translation>这是我本人的声音，或者声音的主人已同意克隆。</translation>
        </message>
        <message>
            <source>This key cannot be part of a hotkey; choose another one.</source>
            <translation>这个键不能用于快捷键，请换一个。</translation>
        </message>
        <message>
            <source>This keyboard has no {keys}; choose other keys.</source>
            <translation>此键盘上没有 {keys}，请换一组按键。</translation>
        </message>
        <message>
            <source>This message is too long for the language model: {tokens} tokens, and its context holds {context}; say it in parts.</source>
            <translation>这段话对语言模型来说太长：共 {tokens} 个词元，而上下文只能容纳 {context} 个；请分几次说。</translation>
        </message>
        <message>
            <source>This month</source>
            <translation>本月</translation>
        </message>
        <message>
            <source>This month and its forecast</source>
            <translation>本月花费与预测</translation>
        </message>
        <message>
            <source>This month by service</source>
            <translation>本月各项服务</translation>
        </message>
        <message>
            <source>This month's budget is spent; local engines serve until next month, or until you raise it.</source>
            <translation>本月预算已用完；在下个月或你提高预算之前，由本地引擎服务。</translation>
        </message>
        <message>
            <source>This month's budget is spent; raise it in the settings to use {service} again.</source>
            <translation>本月预算已用完；要继续使用 {service}，请在设置中提高预算。</translation>
        </message>
        <message>
            <source>This month, and what it comes to</source>
            <translation>本月花费与预测</translation>
        </message>
        <message>
            <source>This month: {dollars}</source>
            <translation>本月：{dollars}</translation>
        </message>
        <message>
            <source>This system has no keyring to keep the key for {service} in; install one, such as gnome-keyring, or set the environment variable {variable}.</source>
            <translation>此系统没有可以保存 {service} 密钥的密钥环；请安装密钥环（例如 gnome-keyring），或设置环境变量 {variable}。</translation>
        </message>
        <message>
            <source>This system has no keyring, so the key for {service} is kept only until EchoFlow quits; install one, such as gnome-keyring, to keep it for good.</source>
            <translation>此系统没有密钥环，{service} 的密钥只保留到 EchoFlow 退出；如需长期保存，请安装密钥环，例如 gnome-keyring。</translation>
        </message>
        <message>
            <source>This was understood.</source>
            <translation>这是听到的内容。</translation>
        </message>
        <message>
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Today</source>
            <translation>今天</translation>
        </message>
        <message>
            <source>Today: {dollars}</source>
            <translation>今天：{dollars}</translation>
        </message>
        <message>
            <source>Tokens of conversation the model can see; 0 for what fits this computer.</source>
            <translation>模型能看到的对话词元数；0 表示按本机能力自动选择。</translation>
        </message>
        <message>
            <source>Too loud: move away from the microphone, or turn it down.</source>
            <translation>声音太大：请离麦克风远一些，或调低音量。</translation>
        </message>
        <message>
            <source>Too quiet: come closer to the microphone, or turn it up.</source>
            <translation>声音太小：请离麦克风近一些，或调高音量。</translation>
        </message>
        <message>
            <source>Top of the screen</source>
            <translation>屏幕顶部</translation>
        </message>
        <message>
            <source>Top-k</source>
            <translation>Top-k</translation>
        </message>
        <message>
            <source>Top-p</source>
            <translation>Top-p</translation>
        </message>
        <message>
            <source>Total (ms)</source>
            <translation>总计（毫秒）</translation>
        </message>
        <message>
            <source>Translucency</source>
            <translation>半透明</translation>
        </message>
        <message>
            <source>Tray</source>
            <translation>托盘</translation>
        </message>
        <message>
            <source>Try again</source>
            <translation>重试</translation>
        </message>
        <message>
            <source>Turbo v2.5</source>
            <translation>Turbo v2.5</translation>
        </message>
        <message>
            <source>Turn its level down in the sound settings of the system.</source>
            <translation>请在系统的声音设置中调低麦克风音量。</translation>
        </message>
        <message>
            <source>Turn its level up in the sound settings of the system, or choose another one.</source>
            <translation>请在系统的声音设置中调高音量，或选择其他麦克风。</translation>
        </message>
        <message>
            <source>Turn up the volume, see whether the sound is muted, or choose another loudspeaker.</source>
            <translation>请调高音量，看看是否被静音，或换一个扬声器。</translation>
        </message>
        <message>
            <source>Understanding</source>
            <translation>理解</translation>
        </message>
        <message>
            <source>Unknown option: {option}. '{hint}' lists what there is.</source>
            <translation>未知选项：{option}。运行“{hint}”可查看所有选项。</translation>
        </message>
        <message>
            <source>Unlock it with your password, then check again.</source>
            <translation>请用密码解锁，然后再检查一次。</translation>
        </message>
        <message>
            <source>Unmute microphone</source>
            <translation>取消静音</translation>
        </message>
        <message>
            <source>Upper left</source>
            <translation>左上角</translation>
        </message>
        <message>
            <source>Upper right</source>
            <translation>右上角</translation>
        </message>
        <message>
            <source>Use</source>
            <translation>使用</translation>
        </message>
        <message>
            <source>Use Deepgram to hear</source>
            <translation>用 Deepgram 识别语音</translation>
        </message>
        <message>
            <source>Use ElevenLabs to speak</source>
            <translation>用 ElevenLabs 朗读</translation>
        </message>
        <message>
            <source>Use Python 3.11, 3.12 or 3.13.</source>
            <translation>请使用 Python 3.11、3.12 或 3.13。</translation>
        </message>
        <message>
            <source>Use a loudspeaker or headphones with a cable; Bluetooth alone takes 100 to 300 ms.</source>
            <translation>请使用有线音箱或耳机；仅蓝牙就要 100 到 300 毫秒。</translation>
        </message>
        <message>
            <source>Use it to think</source>
            <translation>用它思考</translation>
        </message>
        <message>
            <source>Use this voice</source>
            <translation>使用这个声音</translation>
        </message>
        <message>
            <source>VOICE</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>Version {version}</source>
            <translation>版本 {version}</translation>
        </message>
        <message>
            <source>Versions</source>
            <translation>版本</translation>
        </message>
        <message>
            <source>Voice</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>Voice to voice, all answers</source>
            <translation>从说完到听到回答（全部）</translation>
        </message>
        <message>
            <source>Voice to voice, last answers</source>
            <translation>从说完到听到回答（最近）</translation>
        </message>
        <message>
            <source>Voices</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>Voices…</source>
            <translation>声音…</translation>
        </message>
        <message>
            <source>WORDS</source>
            <translation>词语</translation>
        </message>
        <message>
            <source>Warn of an instruction above</source>
            <translation>指令超过此长度时提醒</translation>
        </message>
        <message>
            <source>Warnings</source>
            <translation>警告</translation>
        </message>
        <message>
            <source>We talk in</source>
            <translation>对话语言</translation>
        </message>
        <message>
            <source>We talk in {language}</source>
            <translation>对话语言：{language}</translation>
        </message>
        <message>
            <source>Welcome to EchoFlow</source>
            <translation>欢迎使用 EchoFlow</translation>
        </message>
        <message>
            <source>What EchoFlow writes down about itself; neither your words nor your keys.</source>
            <translation>EchoFlow 记录自身的运行情况，不含你说的话，也不含密钥。</translation>
        </message>
        <message>
            <source>What came is not the model {name} and has been deleted; choose another one.</source>
            <translation>下载到的不是模型 {name}，已经删除；请选择别的模型。</translation>
        </message>
        <message>
            <source>What came of {name} was damaged and has been deleted; download it again.</source>
            <translation>下载到的 {name} 已损坏，已经删除；请重新下载。</translation>
        </message>
        <message>
            <source>What happens</source>
            <translation>运行情况</translation>
        </message>
        <message>
            <source>What has come of it is deleted. A pause would keep it.</source>
            <translation>已下载的部分会被删除。暂停则会保留。</translation>
        </message>
        <message>
            <source>What hears at Deepgram; auto for what suits the language.</source>
            <translation>Deepgram 用什么模型来听；auto 表示按语言自动选择。</translation>
        </message>
        <message>
            <source>What hears in its place when it fails, in this order; an empty list for nothing.</source>
            <translation>听的引擎出故障时，依次由谁代替；空列表表示不代替。</translation>
        </message>
        <message>
            <source>What hears you.</source>
            <translation>由谁来听你说话。</translation>
        </message>
        <message>
            <source>What is otherwise misheard. Deepgram knows these words then.</source>
            <translation>容易听错的词。Deepgram 会认识这些词。</translation>
        </message>
        <message>
            <source>What is spent cannot be kept in {file} and is counted only until EchoFlow quits; rename or delete that file, or make room on the disk.</source>
            <translation>费用无法记录到 {file}，只能计到 EchoFlow 退出为止；请重命名或删除该文件，或腾出磁盘空间。</translation>
        </message>
        <message>
            <source>What is stored can be read: {files}</source>
            <translation>已保存的数据可以读取：{files}</translation>
        </message>
        <message>
            <source>What is stored in {file} cannot be read: {reason}</source>
            <translation>无法读取 {file} 中的数据：{reason}</translation>
        </message>
        <message>
            <source>What is the capital of France?</source>
            <translation>法国的首都是哪里？</translation>
        </message>
        <message>
            <source>What services do for you appears here, day by day, as soon as you use one; see Keys in the menu.</source>
            <translation>使用云服务后，每天的费用会显示在这里；请见菜单中的“密钥”。</translation>
        </message>
        <message>
            <source>What speaks in its place when it fails, in this order; an empty list for nothing.</source>
            <translation>说话的引擎出故障时，依次由谁代替；空列表表示不代替。</translation>
        </message>
        <message>
            <source>What speaks to you.</source>
            <translation>由谁来对你说话。</translation>
        </message>
        <message>
            <source>What suits the language</source>
            <translation>适合当前语言的模型</translation>
        </message>
        <message>
            <source>What takes over until it is back.</source>
            <translation>在它恢复之前由谁代替。</translation>
        </message>
        <message>
            <source>What the clouds cost</source>
            <translation>云服务费用</translation>
        </message>
        <message>
            <source>What the environment variable {variable} holds cannot be a key; correct it or unset it.</source>
            <translation>环境变量 {variable} 的内容不可能是密钥；请改正或取消该变量。</translation>
        </message>
        <message>
            <source>What the model is told it is.</source>
            <translation>告诉模型它是谁。</translation>
        </message>
        <message>
            <source>What the model is told it is; empty for what suits the model and the language.</source>
            <translation>告诉模型它是谁；留空表示按模型和语言自动选择。</translation>
        </message>
        <message>
            <source>What the model is told of older turns, in tokens; 0 for a sixth, up to 512.</source>
            <translation>给模型看的早前对话摘要，以词元计；0 表示上下文的六分之一，最多 512。</translation>
        </message>
        <message>
            <source>What the services cost you, day by day.</source>
            <translation>云服务每天的费用。</translation>
        </message>
        <message>
            <source>What thinks in its place when it fails, in this order; an empty list for nothing.</source>
            <translation>思考的引擎出故障时，依次由谁代替；空列表表示不代替。</translation>
        </message>
        <message>
            <source>What thinks of the answer.</source>
            <translation>由谁来思考回答。</translation>
        </message>
        <message>
            <source>What was entered for {service} has {count} characters, more than any key; copy the key alone.</source>
            <translation>为 {service} 输入的内容有 {count} 个字符，比任何密钥都长；请只复制密钥本身。</translation>
        </message>
        <message>
            <source>What was learned about your pauses cannot be saved to {file}: {reason}.</source>
            <translation>无法将停顿习惯保存到 {file}：{reason}。</translation>
        </message>
        <message>
            <source>What was learned about your pauses in {file} cannot be read; it is learned anew.</source>
            <translation>无法读取 {file} 中记下的停顿习惯，将重新学习。</translation>
        </message>
        <message>
            <source>What was understood</source>
            <translation>听到的内容</translation>
        </message>
        <message>
            <source>What you talk in. The voices of this computer speak English only.</source>
            <translation>你说话用的语言。本机的声音只会说英语。</translation>
        </message>
        <message>
            <source>Whatever is chosen above.</source>
            <translation>与上面的说话方式无关。</translation>
        </message>
        <message>
            <source>When a service fails, this computer stands in for it.</source>
            <translation>云服务出故障时，由这台电脑顶上。</translation>
        </message>
        <message>
            <source>When it is spent, EchoFlow works on this computer alone until next month.</source>
            <translation>预算用完后，EchoFlow 到下个月之前只在本机运行。</translation>
        </message>
        <message>
            <source>When it is spent, everything is done on this computer.</source>
            <translation>预算用完后，一切都在本机完成。</translation>
        </message>
        <message>
            <source>When that fails</source>
            <translation>引擎出故障时</translation>
        </message>
        <message>
            <source>When you cut in</source>
            <translation>你打断时</translation>
        </message>
        <message>
            <source>Where Deepgram is reached; empty for its own address.</source>
            <translation>Deepgram 的地址；留空表示官方地址。</translation>
        </message>
        <message>
            <source>Where ElevenLabs is reached; empty for its own address.</source>
            <translation>ElevenLabs 的地址；留空表示官方地址。</translation>
        </message>
        <message>
            <source>Where is the work done?</source>
            <translation>由谁来处理？</translation>
        </message>
        <message>
            <source>Where models are downloaded from: a mirror of the hub; empty for the hub itself.</source>
            <translation>模型的下载地址：模型库的镜像；留空表示官方模型库。</translation>
        </message>
        <message>
            <source>Where models come from</source>
            <translation>模型下载地址</translation>
        </message>
        <message>
            <source>Where the OpenAI-compatible service is reached; empty for OpenAI's own address.</source>
            <translation>OpenAI 兼容服务的地址；留空表示 OpenAI 官方地址。</translation>
        </message>
        <message>
            <source>Where the overlay stands: shares of the screen, such as 0.5 0.93; empty for its foot.</source>
            <translation>悬浮窗的位置：占屏幕宽高的比例，例如 0.5 0.93；留空表示屏幕底部。</translation>
        </message>
        <message>
            <source>Where the work is done</source>
            <translation>处理位置</translation>
        </message>
        <message>
            <source>Where you dragged it</source>
            <translation>拖放到的位置</translation>
        </message>
        <message>
            <source>Whether the first start has been gone through.</source>
            <translation>是否已完成首次启动。</translation>
        </message>
        <message>
            <source>Which models are shown</source>
            <translation>显示哪些模型</translation>
        </message>
        <message>
            <source>While the environment variable {variable} is set, what it holds is used instead.</source>
            <translation>环境变量 {variable} 设置期间，将使用其中的密钥。</translation>
        </message>
        <message>
            <source>Windows can be translucent here.</source>
            <translation>窗口可以半透明显示。</translation>
        </message>
        <message>
            <source>With a key for ElevenLabs there are many more; enter one under Keys.</source>
            <translation>有了 ElevenLabs 的密钥就有更多声音；请在“密钥”中输入。</translation>
        </message>
        <message>
            <source>With clouds, and your own keys</source>
            <translation>使用云服务和你自己的密钥</translation>
        </message>
        <message>
            <source>Without keys, names and anything that was said.</source>
            <translation>不含密钥、姓名和任何对话内容。</translation>
        </message>
        <message>
            <source>Working offline</source>
            <translation>离线工作中</translation>
        </message>
        <message>
            <source>Works without a network and without keys.</source>
            <translation>无需网络，也无需密钥。</translation>
        </message>
        <message>
            <source>Writing down what was said…</source>
            <translation>正在识别你说的话…</translation>
        </message>
        <message>
            <source>Yesterday</source>
            <translation>昨天</translation>
        </message>
        <message>
            <source>You</source>
            <translation>你</translation>
        </message>
        <message>
            <source>You are back in “{title}”; talk to go on.</source>
            <translation>已回到“{title}”；说话即可继续。</translation>
        </message>
        <message>
            <source>You can change that in the settings, under history and privacy.</source>
            <translation>可以在设置的“历史与隐私”中更改。</translation>
        </message>
        <message>
            <source>You can change this at any time, for hearing, thinking and speaking one by one.</source>
            <translation>随时可以更改，听、想、说三个环节还可以分别设置。</translation>
        </message>
        <message>
            <source>You can go on at once, or cut in while EchoFlow is speaking.</source>
            <translation>你可以接着说，也可以在 EchoFlow 说话时随时插话。</translation>
        </message>
        <message>
            <source>You cut in; the grey words were not heard.</source>
            <translation>你打断了回答；灰色的部分没有听到。</translation>
        </message>
        <message>
            <source>You did not allow EchoFlow its hotkeys; it asks again when it starts.</source>
            <translation>你没有允许 EchoFlow 使用快捷键；下次启动时会再次询问。</translation>
        </message>
        <message>
            <source>You may not read “{path}”; change its permissions.</source>
            <translation>你无权读取“{path}”；请更改其权限。</translation>
        </message>
        <message>
            <source>You may not write “{path}”; choose another place.</source>
            <translation>你无权写入“{path}”；请选择其他位置。</translation>
        </message>
        <message>
            <source>You may read this: On clear mornings I like to walk along the river before the city wakes up. The baker is already at work, and the whole street smells of warm bread. What would you do with a free day? I would take the slow train to the sea, find a bench in the sun, and read until the light goes. Then go on with whatever comes to your mind.</source>
            <translation>你可以读这一段：晴朗的早晨，我喜欢在城市醒来之前沿着河边走一走。面包店已经开工，整条街都飘着刚出炉的面包香。如果有一天空闲，你会做什么？我会坐慢车去海边，在阳光下找一张长椅，一直读书到天色变暗。接着想到什么就说什么。</translation>
        </message>
        <message>
            <source>You, {time}</source>
            <translation>你，{time}</translation>
        </message>
        <message>
            <source>You:  {text}</source>
            <translation>你：  {text}</translation>
        </message>
        <message>
            <source>You: {text}</source>
            <translation>你：{text}</translation>
        </message>
        <message>
            <source>Your account at ElevenLabs holds no more voices of your own; delete one first.</source>
            <translation>你的 ElevenLabs 账户无法再添加自己的声音；请先删除一个。</translation>
        </message>
        <message>
            <source>Your account at {service} has no credit left; top it up there.</source>
            <translation>你的 {service} 账户余额已用完；请充值。</translation>
        </message>
        <message>
            <source>Your desktop could not set up the hotkeys ({reason}).</source>
            <translation>桌面无法设置快捷键（{reason}）。</translation>
        </message>
        <message>
            <source>Your desktop gives hotkeys only to programs that are installed: it found no {file}.</source>
            <translation>桌面只向已安装的程序提供快捷键：没有找到 {file}。</translation>
        </message>
        <message>
            <source>Your desktop has given no keys to EchoFlow.</source>
            <translation>桌面没有为 EchoFlow 分配任何按键。</translation>
        </message>
        <message>
            <source>Your desktop has given no keys to “{purpose}”; choose some in its keyboard settings.</source>
            <translation>桌面没有为“{purpose}”分配按键，请在桌面的键盘设置中选择。</translation>
        </message>
        <message>
            <source>Your desktop has taken the hotkeys back; EchoFlow asks for them again when it starts.</source>
            <translation>桌面已收回快捷键；EchoFlow 下次启动时会重新申请。</translation>
        </message>
        <message>
            <source>Your desktop is asked for the hotkeys; it may ask you to allow them.</source>
            <translation>正在向桌面申请快捷键；桌面可能会请你确认。</translation>
        </message>
        <message>
            <source>Your desktop watches for the hotkeys; which keys they are is chosen in its own settings.</source>
            <translation>快捷键由桌面负责监听；具体是哪些按键，请在桌面自己的设置中选择。</translation>
        </message>
        <message>
            <source>Your keys may still be in the system's keyring, which did not let them go; unlock it and delete them with 'echoflow keys remove'.</source>
            <translation>你的密钥可能仍在系统的密钥环里，因为它没有交出来；请解锁密钥环，再用 'echoflow keys remove' 删除它们。</translation>
        </message>
        <message>
            <source>Your plan at ElevenLabs does not include cloning voices; choose a larger one there.</source>
            <translation>你的 ElevenLabs 套餐不含声音克隆；请在那里升级套餐。</translation>
        </message>
        <message>
            <source>Your recording</source>
            <translation>你的录音</translation>
        </message>
        <message>
            <source>a GGUF file to think with</source>
            <translation>用于思考的 GGUF 文件</translation>
        </message>
        <message>
            <source>a list of texts in quotes, in square brackets</source>
            <translation>方括号中的一组带引号的文本</translation>
        </message>
        <message>
            <source>a list of these: {choices}</source>
            <translation>由这些值组成的列表：{choices}</translation>
        </message>
        <message>
            <source>a mirror of the hub to fetch from</source>
            <translation>下载所用的镜像</translation>
        </message>
        <message>
            <source>a name from the list, or OWNER/NAME/FILE.gguf of the hub</source>
            <translation>列表中的名称，或者它在模型中心的位置：所有者/仓库/GGUF 文件</translation>
        </message>
        <message>
            <source>a number from {lowest} to {highest}</source>
            <translation>{lowest} 到 {highest} 之间的数字</translation>
        </message>
        <message>
            <source>a recording of the user</source>
            <translation>用户的录音</translation>
        </message>
        <message>
            <source>a soft sound where an answer takes longer than a moment</source>
            <translation>回答需要稍等时发出轻柔的提示音</translation>
        </message>
        <message>
            <source>a table of prices</source>
            <translation>价格表</translation>
        </message>
        <message>
            <source>about {dollars}</source>
            <translation>约 {dollars}</translation>
        </message>
        <message>
            <source>about {needed} of main memory</source>
            <translation>约需 {needed} 内存</translation>
        </message>
        <message>
            <source>address to listen on</source>
            <translation>监听地址</translation>
        </message>
        <message>
            <source>all of them must be in one turn</source>
            <translation>必须全部出现在同一轮中</translation>
        </message>
        <message>
            <source>answered after {milliseconds} ms</source>
            <translation>{milliseconds} 毫秒后回答</translation>
        </message>
        <message>
            <source>arguments</source>
            <translation>参数</translation>
        </message>
        <message>
            <source>as in the list; all of them if left out</source>
            <translation>与列表中的相同；省略则为全部</translation>
        </message>
        <message>
            <source>as you set it</source>
            <translation>由你设定</translation>
        </message>
        <message>
            <source>ask the services whether they accept the keys</source>
            <translation>询问各服务是否接受密钥</translation>
        </message>
        <message>
            <source>asking the hub…</source>
            <translation>正在询问模型中心…</translation>
        </message>
        <message>
            <source>being checked</source>
            <translation>正在检查</translation>
        </message>
        <message>
            <source>budget {dollars}</source>
            <translation>预算 {dollars}</translation>
        </message>
        <message>
            <source>can be fetched</source>
            <translation>可以下载</translation>
        </message>
        <message>
            <source>check a model file</source>
            <translation>检查模型文件</translation>
        </message>
        <message>
            <source>check everything that can go wrong</source>
            <translation>检查一切可能出错的地方</translation>
        </message>
        <message>
            <source>checking what is here already… {percent} %</source>
            <translation>正在检查已下载的部分… {percent}%</translation>
        </message>
        <message>
            <source>comes with EchoFlow</source>
            <translation>EchoFlow 自带</translation>
        </message>
        <message>
            <source>context {tokens}</source>
            <translation>上下文 {tokens}</translation>
        </message>
        <message>
            <source>damaged</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <source>days</source>
            <translation>天</translation>
        </message>
        <message>
            <source>deepgram, elevenlabs or openai</source>
            <translation>deepgram、elevenlabs 或 openai</translation>
        </message>
        <message>
            <source>delete a model that was fetched</source>
            <translation>删除下载的模型</translation>
        </message>
        <message>
            <source>delete a voice of your own, at ElevenLabs</source>
            <translation>在 ElevenLabs 删除你自己的声音</translation>
        </message>
        <message>
            <source>does not work</source>
            <translation>无法使用</translation>
        </message>
        <message>
            <source>driver {version}</source>
            <translation>驱动 {version}</translation>
        </message>
        <message>
            <source>engines</source>
            <translation>引擎</translation>
        </message>
        <message>
            <source>enter a key; it is asked for, or read from a pipe</source>
            <translation>输入密钥；会提示输入，或从管道读取</translation>
        </message>
        <message>
            <source>fetch a model, or go on where that was interrupted</source>
            <translation>下载模型，或者从中断处继续</translation>
        </message>
        <message>
            <source>find what was said</source>
            <translation>查找说过的话</translation>
        </message>
        <message>
            <source>fits the GPU</source>
            <translation>显卡放得下</translation>
        </message>
        <message>
            <source>flash attention off</source>
            <translation>不使用 Flash Attention</translation>
        </message>
        <message>
            <source>flash attention on</source>
            <translation>使用 Flash Attention</translation>
        </message>
        <message>
            <source>flash attention where it can</source>
            <translation>尽可能使用 Flash Attention</translation>
        </message>
        <message>
            <source>for programs to read</source>
            <translation>供程序读取的格式</translation>
        </message>
        <message>
            <source>going on now</source>
            <translation>正在进行</translation>
        </message>
        <message>
            <source>hears you</source>
            <translation>负责听</translation>
        </message>
        <message>
            <source>hold a conversation over a recording</source>
            <translation>用一段录音进行对话</translation>
        </message>
        <message>
            <source>hold conversations over a WebSocket</source>
            <translation>通过 WebSocket 进行对话</translation>
        </message>
        <message>
            <source>how much is logged: debug, info, warning or error</source>
            <translation>日志级别：debug、info、warning 或 error</translation>
        </message>
        <message>
            <source>if each of you speaks half of the time: {parts}</source>
            <translation>双方各说一半时间：{parts}</translation>
        </message>
        <message>
            <source>in order</source>
            <translation>正常</translation>
        </message>
        <message>
            <source>in use</source>
            <translation>使用中</translation>
        </message>
        <message>
            <source>interrupted</source>
            <translation>已中断</translation>
        </message>
        <message>
            <source>it gave no reason</source>
            <translation>未说明原因</translation>
        </message>
        <message>
            <source>its identifier or name</source>
            <translation>其标识或名称</translation>
        </message>
        <message>
            <source>its name or path</source>
            <translation>名称或路径</translation>
        </message>
        <message>
            <source>its name or path; all of them if left out</source>
            <translation>名称或路径；省略则检查全部</translation>
        </message>
        <message>
            <source>language of the conversation, such as en or zh</source>
            <translation>对话的语言，如 en 或 zh</translation>
        </message>
        <message>
            <source>llama-cpp-python {version} works {backend}.</source>
            <translation>llama-cpp-python {version} 可用，{backend}。</translation>
        </message>
        <message>
            <source>llama.cpp does not start on this machine; install llama-cpp-python again.</source>
            <translation>llama.cpp 无法在这台电脑上启动；请重新安装 llama-cpp-python。</translation>
        </message>
        <message>
            <source>local</source>
            <translation>本地</translation>
        </message>
        <message>
            <source>longest answer, in tokens</source>
            <translation>回答的最大长度（以 token 计）</translation>
        </message>
        <message>
            <source>macOS hides the keyboard from EchoFlow; allow it under System Settings &gt; Privacy &amp; Security, in both Accessibility and Input Monitoring, and start EchoFlow again.</source>
            <translation>macOS 不让 EchoFlow 读取键盘；请在“系统设置 &gt; 隐私与安全性”的“辅助功能”和“输入监控”中都允许它，然后重新启动 EchoFlow。</translation>
        </message>
        <message>
            <source>make a voice of a recording, at ElevenLabs</source>
            <translation>在 ElevenLabs 用录音制作一个声音</translation>
        </message>
        <message>
            <source>make the running app listen</source>
            <translation>让正在运行的应用开始听</translation>
        </message>
        <message>
            <source>make the running app silent</source>
            <translation>让正在运行的应用停止说话</translation>
        </message>
        <message>
            <source>many languages</source>
            <translation>多种语言</translation>
        </message>
        <message>
            <source>markdown to read, json for programs</source>
            <translation>markdown 便于阅读，json 供程序使用</translation>
        </message>
        <message>
            <source>needs a look</source>
            <translation>需要留意</translation>
        </message>
        <message>
            <source>needs {needed}</source>
            <translation>需要 {needed}</translation>
        </message>
        <message>
            <source>needs {needed}, {free} free</source>
            <translation>需要 {needed}，可用 {free}</translation>
        </message>
        <message>
            <source>no limit</source>
            <translation>不限</translation>
        </message>
        <message>
            <source>not checked yet</source>
            <translation>尚未检查</translation>
        </message>
        <message>
            <source>not usable: {value}</source>
            <translation>无法使用：{value}</translation>
        </message>
        <message>
            <source>nothing measured yet</source>
            <translation>尚无数据</translation>
        </message>
        <message>
            <source>now</source>
            <translation>进行中</translation>
        </message>
        <message>
            <source>of a budget of {dollars}</source>
            <translation>预算 {dollars}</translation>
        </message>
        <message>
            <source>of the last {count}</source>
            <translation>最近 {count} 次</translation>
        </message>
        <message>
            <source>of {count} answers</source>
            <translation>共 {count} 次回答</translation>
        </message>
        <message>
            <source>on the processor only</source>
            <translation>仅使用 CPU</translation>
        </message>
        <message>
            <source>on this computer</source>
            <translation>在这台电脑上</translation>
        </message>
        <message>
            <source>one of {choices}</source>
            <translation>{choices} 之一</translation>
        </message>
        <message>
            <source>one to two minutes of one person speaking</source>
            <translation>一个人说话的录音，一到两分钟</translation>
        </message>
        <message>
            <source>options</source>
            <translation>选项</translation>
        </message>
        <message>
            <source>or drop a sound file here</source>
            <translation>或将音频文件拖到这里</translation>
        </message>
        <message>
            <source>p50 {p50}, p95 {p95}, of {count} answers</source>
            <translation>{count} 次回答：p50 {p50}，p95 {p95}</translation>
        </message>
        <message>
            <source>p95 {seconds}</source>
            <translation>p95 {seconds}</translation>
        </message>
        <message>
            <source>past conversations</source>
            <translation>过去的对话</translation>
        </message>
        <message>
            <source>paused</source>
            <translation>已暂停</translation>
        </message>
        <message>
            <source>paused at {percent} % of {size}</source>
            <translation>停在 {size} 的 {percent}%</translation>
        </message>
        <message>
            <source>play some tones as well, to measure the echo</source>
            <translation>同时播放几个音，测量回声</translation>
        </message>
        <message>
            <source>playback</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>port to listen on</source>
            <translation>监听端口</translation>
        </message>
        <message>
            <source>prepared ahead</source>
            <translation>提前备好</translation>
        </message>
        <message>
            <source>recognition</source>
            <translation>语音识别</translation>
        </message>
        <message>
            <source>remove a key</source>
            <translation>删除密钥</translation>
        </message>
        <message>
            <source>runs on the processor</source>
            <translation>在处理器上运行</translation>
        </message>
        <message>
            <source>sample rate of the replies</source>
            <translation>回答的采样率</translation>
        </message>
        <message>
            <source>show the version and exit</source>
            <translation>显示版本并退出</translation>
        </message>
        <message>
            <source>show this help and exit</source>
            <translation>显示此帮助并退出</translation>
        </message>
        <message>
            <source>speak with this voice from now on</source>
            <translation>从现在起用这个声音说话</translation>
        </message>
        <message>
            <source>speaks to you</source>
            <translation>负责说</translation>
        </message>
        <message>
            <source>speech recognition</source>
            <translation>语音识别</translation>
        </message>
        <message>
            <source>synthesis</source>
            <translation>语音合成</translation>
        </message>
        <message>
            <source>take over the keys in a .env file</source>
            <translation>导入 .env 文件中的密钥</translation>
        </message>
        <message>
            <source>talk, or stop if it is talking</source>
            <translation>开始说话；正在说时则停止</translation>
        </message>
        <message>
            <source>text in quotes</source>
            <translation>带引号的文本</translation>
        </message>
        <message>
            <source>that is no name of a computer</source>
            <translation>这不是有效的主机名</translation>
        </message>
        <message>
            <source>the conversations, the newest first</source>
            <translation>所有对话，最新的在前</translation>
        </message>
        <message>
            <source>the end of the turn</source>
            <translation>判断话音结束</translation>
        </message>
        <message>
            <source>the file; if left out, that in this folder</source>
            <translation>文件；省略时为此文件夹中的 .env 文件</translation>
        </message>
        <message>
            <source>the first it offers</source>
            <translation>它提供的第一个</translation>
        </message>
        <message>
            <source>the hub</source>
            <translation>模型中心</translation>
        </message>
        <message>
            <source>the hub (a mirror can be chosen in the settings)</source>
            <translation>模型中心（可以在设置中选择镜像）</translation>
        </message>
        <message>
            <source>the hub itself</source>
            <translation>官方模型库</translation>
        </message>
        <message>
            <source>the keys for cloud services</source>
            <translation>云服务的密钥</translation>
        </message>
        <message>
            <source>the language model</source>
            <translation>语言模型</translation>
        </message>
        <message>
            <source>the local recognizer</source>
            <translation>本机语音识别</translation>
        </message>
        <message>
            <source>the local voice</source>
            <translation>本机声音</translation>
        </message>
        <message>
            <source>the model library</source>
            <translation>模型库</translation>
        </message>
        <message>
            <source>the models there are, and those that can be fetched</source>
            <translation>已有的模型和可以下载的模型</translation>
        </message>
        <message>
            <source>the voice</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>the voices</source>
            <translation>声音</translation>
        </message>
        <message>
            <source>the voices there are</source>
            <translation>列出现有的声音</translation>
        </message>
        <message>
            <source>thinks; else this computer does</source>
            <translation>负责想；不填则由这台电脑来想</translation>
        </message>
        <message>
            <source>tokens</source>
            <translation>词元</translation>
        </message>
        <message>
            <source>too large</source>
            <translation>太大</translation>
        </message>
        <message>
            <source>too large: needs {needed}, {free} free</source>
            <translation>太大：需要 {needed}，可用 {free}</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true 或 false</translation>
        </message>
        <message>
            <source>until silence, {count} times</source>
            <translation>到安静为止，共 {count} 次</translation>
        </message>
        <message>
            <source>usage: </source>
            <translation>用法：</translation>
        </message>
        <message>
            <source>used from {folder}</source>
            <translation>使用 {folder} 中的文件</translation>
        </message>
        <message>
            <source>valid</source>
            <translation>有效</translation>
        </message>
        <message>
            <source>valid, ${dollars} left</source>
            <translation>有效，余额 ${dollars}</translation>
        </message>
        <message>
            <source>valid, one model</source>
            <translation>有效，有 1 个模型</translation>
        </message>
        <message>
            <source>valid, {count} characters left</source>
            <translation>有效，还剩 {count} 个字符</translation>
        </message>
        <message>
            <source>valid, {count} models</source>
            <translation>有效，有 {count} 个模型</translation>
        </message>
        <message>
            <source>what a client must know</source>
            <translation>客户端必须提供的令牌</translation>
        </message>
        <message>
            <source>what hears at Deepgram: flux, nova-3, or auto for what suits the language</source>
            <translation>Deepgram 用什么来听：flux、nova-3，或 auto（按语言选择）</translation>
        </message>
        <message>
            <source>what hears: local or deepgram</source>
            <translation>听：local（本机）或 deepgram</translation>
        </message>
        <message>
            <source>what speaks: local or elevenlabs</source>
            <translation>说：local（本机）或 elevenlabs</translation>
        </message>
        <message>
            <source>what the cloud services cost today and this month</source>
            <translation>云服务今天和本月的费用</translation>
        </message>
        <message>
            <source>what the model is told it is</source>
            <translation>告诉模型它是谁（系统提示词）</translation>
        </message>
        <message>
            <source>what the voice is to be called</source>
            <translation>声音的名称</translation>
        </message>
        <message>
            <source>what thinks: local or openai</source>
            <translation>想：local（本机）或 openai</translation>
        </message>
        <message>
            <source>where it goes; if left out, it is printed</source>
            <translation>写到哪里；省略则直接显示</translation>
        </message>
        <message>
            <source>where the events go</source>
            <translation>事件的保存位置</translation>
        </message>
        <message>
            <source>where the replies go</source>
            <translation>回答的保存位置</translation>
        </message>
        <message>
            <source>which services have a key, and where it is kept</source>
            <translation>哪些服务有密钥，保存在哪里</translation>
        </message>
        <message>
            <source>whole</source>
            <translation>完整</translation>
        </message>
        <message>
            <source>with the GPU</source>
            <translation>使用 GPU</translation>
        </message>
        <message>
            <source>without a budget</source>
            <translation>未设预算</translation>
        </message>
        <message>
            <source>write conversations as text or for programs</source>
            <translation>把对话导出为文本或供程序使用的格式</translation>
        </message>
        <message>
            <source>you say that the voice is your own, or that you have its owner's permission</source>
            <translation>你声明这是你本人的声音，或已获得声音所有者的许可</translation>
        </message>
        <message>
            <source>your own</source>
            <translation>你自己的</translation>
        </message>
        <message>
            <source>your own server</source>
            <translation>你自己的服务器</translation>
        </message>
        <message>
            <source>yours</source>
            <translation>你的</translation>
        </message>
        <message>
            <source>{before} {after}</source>
            <translation>{before}{after}</translation>
        </message>
        <message>
            <source>{before}, then {after}</source>
            <translation>{before}，然后{after}</translation>
        </message>
        <message>
            <source>{check} ({number} of {count})</source>
            <translation>{check}（第 {number} 项，共 {count} 项）</translation>
        </message>
        <message>
            <source>{count} characters</source>
            <translation>{count} 个字符</translation>
        </message>
        <message>
            <source>{count} checks were not carried out.</source>
            <translation>有 {count} 项未检查。</translation>
        </message>
        <message>
            <source>{count} conversations begin with {id}; write more of it.</source>
            <translation>有 {count} 个对话的编号以 {id} 开头；请多写几位。</translation>
        </message>
        <message>
            <source>{count} ms</source>
            <translation>{count} 毫秒</translation>
        </message>
        <message>
            <source>{count} problems keep EchoFlow from talking.</source>
            <translation>有 {count} 个问题使 EchoFlow 无法对话。</translation>
        </message>
        <message>
            <source>{count} things need a look.</source>
            <translation>有 {count} 项需要留意。</translation>
        </message>
        <message>
            <source>{count} tokens</source>
            <translation>{count} 个词元</translation>
        </message>
        <message>
            <source>{count} turns</source>
            <translation>{count} 轮</translation>
        </message>
        <message>
            <source>{day}: {dollars}</source>
            <translation>{day}：{dollars}</translation>
        </message>
        <message>
            <source>{day}: {dollars} ({parts})</source>
            <translation>{day}：{dollars}（{parts}）</translation>
        </message>
        <message>
            <source>{dollars} yesterday</source>
            <translation>昨天 {dollars}</translation>
        </message>
        <message>
            <source>{engine} is back.</source>
            <translation>{engine} 已恢复。</translation>
        </message>
        <message>
            <source>{file} cannot be read: {reason}.</source>
            <translation>无法读取 {file}：{reason}。</translation>
        </message>
        <message>
            <source>{file} cannot be written: {reason}.</source>
            <translation>无法写入 {file}：{reason}。</translation>
        </message>
        <message>
            <source>{file} could not be deleted: {reason}. Delete it by hand.</source>
            <translation>{file} 无法删除：{reason}。请手动删除。</translation>
        </message>
        <message>
            <source>{file} holds keys for: {services}. Put them into the system's keyring?</source>
            <translation>{file} 中有以下服务的密钥：{services}。要存入系统密钥环吗？</translation>
        </message>
        <message>
            <source>{file} is no file.</source>
            <translation>{file} 不是文件。</translation>
        </message>
        <message>
            <source>{file} is too large for a list of keys.</source>
            <translation>{file} 太大，不像是密钥列表。</translation>
        </message>
        <message>
            <source>{file} still holds the keys in clear text; take them out of it, or delete it.</source>
            <translation>{file} 中仍有明文密钥；请从中删去，或删除该文件。</translation>
        </message>
        <message>
            <source>{fit} (an estimate)</source>
            <translation>{fit}（估计）</translation>
        </message>
        <message>
            <source>{free:.1f} GB are free in {folder}.</source>
            <translation>{folder} 剩余 {free:.1f} GB 空间。</translation>
        </message>
        <message>
            <source>{host} can be reached by others; set a token with --token, or listen on 127.0.0.1.</source>
            <translation>其他人也能访问 {host}，请用 --token 设置令牌，或改为监听 127.0.0.1。</translation>
        </message>
        <message>
            <source>{hours} h {minutes} min left</source>
            <translation>还剩 {hours} 小时 {minutes} 分钟</translation>
        </message>
        <message>
            <source>{how} For example: “{example}”</source>
            <translation>{how}例如：“{example}”</translation>
        </message>
        <message>
            <source>{keys} is another hotkey of EchoFlow already; choose other keys.</source>
            <translation>{keys} 已是 EchoFlow 的另一个快捷键，请换一组按键。</translation>
        </message>
        <message>
            <source>{languages} and many more</source>
            <translation>{languages} 等多种语言</translation>
        </message>
        <message>
            <source>{languages} and {count} more</source>
            <translation>{languages} 及另外 {count} 种</translation>
        </message>
        <message>
            <source>{latency}, interrupted</source>
            <translation>{latency}，被打断</translation>
        </message>
        <message>
            <source>{length} of {target}</source>
            <translation>{length} / {target}</translation>
        </message>
        <message>
            <source>{length}; enough</source>
            <translation>{length}，已经够了</translation>
        </message>
        <message>
            <source>{minutes} min</source>
            <translation>{minutes} 分钟</translation>
        </message>
        <message>
            <source>{minutes} min left</source>
            <translation>还剩 {minutes} 分钟</translation>
        </message>
        <message>
            <source>{name} (not connected)</source>
            <translation>{name}（未连接）</translation>
        </message>
        <message>
            <source>{name} cannot be fetched because HF_HUB_OFFLINE is set; unset it.</source>
            <translation>设置了 HF_HUB_OFFLINE，无法下载 {name}；请取消该设置。</translation>
        </message>
        <message>
            <source>{name} cannot be written to the disk: {reason}.</source>
            <translation>{name} 无法写入磁盘：{reason}。</translation>
        </message>
        <message>
            <source>{name} comes with EchoFlow.</source>
            <translation>{name} 是 EchoFlow 自带的。</translation>
        </message>
        <message>
            <source>{name} has been deleted.</source>
            <translation>{name} 已删除。</translation>
        </message>
        <message>
            <source>{name} is being fetched by another EchoFlow already.</source>
            <translation>另一个 EchoFlow 正在下载 {name}。</translation>
        </message>
        <message>
            <source>{name} is given only to those who have accepted its terms; accept them at the hub and sign in with “hf auth login”, or choose another model.</source>
            <translation>{name} 只提供给接受其条款的人；请在模型中心接受条款并用“hf auth login”登录，或者选择别的模型。</translation>
        </message>
        <message>
            <source>{name} is here now.</source>
            <translation>{name} 已下载完成。</translation>
        </message>
        <message>
            <source>{name} is here. Use it, or keep it for later.</source>
            <translation>{name} 已下载。可以马上使用，也可以留着以后用。</translation>
        </message>
        <message>
            <source>{name} is loaded and at work.</source>
            <translation>{name} 已载入，正在工作。</translation>
        </message>
        <message>
            <source>{name} is not at the hub where it is looked for ({repository}); choose another model, or another mirror in the settings.</source>
            <translation>在模型中心的 {repository} 找不到 {name}；请选择别的模型，或者在设置中换一个镜像。</translation>
        </message>
        <message>
            <source>{name} is paused; the same command goes on where it stopped.</source>
            <translation>{name} 已暂停；再次运行同一命令会从中断处继续。</translation>
        </message>
        <message>
            <source>{name} is ready.</source>
            <translation>{name} 已就绪。</translation>
        </message>
        <message>
            <source>{name} is too large for this machine: it needs {needed}, and {available} are free.</source>
            <translation>{name} 对这台电脑来说太大：需要 {needed}，可用 {available}。</translation>
        </message>
        <message>
            <source>{name} is used from where it is; EchoFlow makes no copy of it.</source>
            <translation>{name} 直接从原来的位置使用；EchoFlow 不会复制它。</translation>
        </message>
        <message>
            <source>{name} runs on the processor: {threads} threads, context {context}, cache {kv_type}, {attention}; {memory}.</source>
            <translation>{name} 在处理器上运行：{threads} 个线程，上下文 {context}，缓存 {kv_type}，{attention}；{memory}。</translation>
        </message>
        <message>
            <source>{name} runs on {device}: {part} of {layers} layers there, {threads} threads, context {context}, cache {kv_type}, {attention}; {memory}.</source>
            <translation>{name} 在 {device} 上运行：{layers} 层中的 {part} 层在显卡上，{threads} 个线程，上下文 {context}，缓存 {kv_type}，{attention}；{memory}。</translation>
        </message>
        <message>
            <source>{name}: {free} of {total} are free</source>
            <translation>{name}：共 {total}，可用 {free}</translation>
        </message>
        <message>
            <source>{name}: {value} of {most}</source>
            <translation>{name}：{value}/{most}</translation>
        </message>
        <message>
            <source>{note}; softer after {seconds}</source>
            <translation>{note}；{seconds}后变轻</translation>
        </message>
        <message>
            <source>{option} needs a value. '{hint}' explains.</source>
            <translation>{option} 需要一个值。详见“{hint}”。</translation>
        </message>
        <message>
            <source>{option} takes no value. '{hint}' explains.</source>
            <translation>{option} 不接受值。详见“{hint}”。</translation>
        </message>
        <message>
            <source>{part} of {layers} layers fit the GPU</source>
            <translation>显卡放得下 {layers} 层中的 {part} 层</translation>
        </message>
        <message>
            <source>{path} cannot be deleted: {reason}.</source>
            <translation>{path} 无法删除：{reason}。</translation>
        </message>
        <message>
            <source>{path} has been deleted.</source>
            <translation>{path} 已删除。</translation>
        </message>
        <message>
            <source>{path} is a folder; give the GGUF file in it.</source>
            <translation>{path} 是文件夹；请指定其中的 GGUF 文件。</translation>
        </message>
        <message>
            <source>{path} is not a language model; EchoFlow needs a GGUF file.</source>
            <translation>{path} 不是语言模型；EchoFlow 需要 GGUF 文件。</translation>
        </message>
        <message>
            <source>{path} is not in EchoFlow's models folder and is left alone; delete it yourself if it is yours.</source>
            <translation>{path} 不在 EchoFlow 的模型文件夹中，不会被删除；如果是你的文件，请自行删除。</translation>
        </message>
        <message>
            <source>{path} is not what was published; remove it and fetch it again.</source>
            <translation>{path} 与发布的文件不同；请删除后重新下载。</translation>
        </message>
        <message>
            <source>{path} is of a GGUF version that cannot be read; download a newer file.</source>
            <translation>{path} 的 GGUF 版本无法读取；请下载较新的文件。</translation>
        </message>
        <message>
            <source>{percent} % of {size}</source>
            <translation>{size} 的 {percent}%</translation>
        </message>
        <message>
            <source>{place}: {needs}</source>
            <translation>{place}：{needs}</translation>
        </message>
        <message>
            <source>{price} a minute</source>
            <translation>每分钟 {price}</translation>
        </message>
        <message>
            <source>{price} for 1,000 characters</source>
            <translation>每 1,000 个字符 {price}</translation>
        </message>
        <message>
            <source>{price} for a million tokens</source>
            <translation>每百万词元 {price}</translation>
        </message>
        <message>
            <source>{problem} Ask again in a moment, or choose the local language model.</source>
            <translation>{problem}请稍后再问，或改用本地语言模型。</translation>
        </message>
        <message>
            <source>{problem} Ask again in a moment, or choose the local voice.</source>
            <translation>{problem}请稍后再问，或改用本地声音。</translation>
        </message>
        <message>
            <source>{problem} EchoFlow hears with its own recognizer meanwhile.</source>
            <translation>{problem}暂时改用 EchoFlow 自带的语音识别。</translation>
        </message>
        <message>
            <source>{problem} EchoFlow speaks with its own voice meanwhile.</source>
            <translation>{problem}暂时改用 EchoFlow 自带的声音。</translation>
        </message>
        <message>
            <source>{problem} EchoFlow thinks with its own language model meanwhile.</source>
            <translation>{problem}暂时改用 EchoFlow 自带的语言模型。</translation>
        </message>
        <message>
            <source>{problem} Say it again in a moment, or choose the local recognizer.</source>
            <translation>{problem}请稍后再说一遍，或改用本地语音识别。</translation>
        </message>
        <message>
            <source>{problem} The key is kept all the same.</source>
            <translation>{problem}密钥仍已保存。</translation>
        </message>
        <message>
            <source>{problem} The packaged model is used for now.</source>
            <translation>{problem}暂时使用自带的模型。</translation>
        </message>
        <message>
            <source>{problem} {engine} takes over meanwhile.</source>
            <translation>{problem}暂由 {engine} 接替。</translation>
        </message>
        <message>
            <source>{rate} Hz is no usable output rate; choose a multiple of 50 from 8000 to 48000.</source>
            <translation>{rate} Hz 不是可用的输出采样率，请选择 8000 到 48000 之间 50 的倍数。</translation>
        </message>
        <message>
            <source>{ready} Still loading: {names} ({done} of {count}).</source>
            <translation>{ready}仍在加载：{names}（{done}/{count}）。</translation>
        </message>
        <message>
            <source>{seconds} s left</source>
            <translation>还剩 {seconds} 秒</translation>
        </message>
        <message>
            <source>{service} cannot be reached through a SOCKS proxy; set an HTTP proxy.</source>
            <translation>无法通过 SOCKS 代理连接 {service}；请改用 HTTP 代理。</translation>
        </message>
        <message>
            <source>{service} cannot be reached; check the network.</source>
            <translation>无法连接 {service}；请检查网络。</translation>
        </message>
        <message>
            <source>{service} does not accept the key; enter another one under Keys in the menu.</source>
            <translation>{service} 不接受这个密钥；请在菜单的“密钥”中换一个。</translation>
        </message>
        <message>
            <source>{service} does not accept the request; check its model, voice and language.</source>
            <translation>{service} 不接受这个请求；请检查模型、声音和语言。</translation>
        </message>
        <message>
            <source>{service} does not answer as an OpenAI-compatible service does; check its address.</source>
            <translation>{service} 的应答不像是与 OpenAI 兼容的服务；请检查它的地址。</translation>
        </message>
        <message>
            <source>{service} does not answer, although the connection is open.</source>
            <translation>{service} 连接正常，但没有回应。</translation>
        </message>
        <message>
            <source>{service} has a problem of its own.</source>
            <translation>{service} 自身出了问题。</translation>
        </message>
        <message>
            <source>{service} has too many requests at the moment.</source>
            <translation>{service} 目前请求过多。</translation>
        </message>
        <message>
            <source>{service} is down; hearing locally.</source>
            <translation>{service} 不可用，正用本机识别。</translation>
        </message>
        <message>
            <source>{service} is down; speaking locally.</source>
            <translation>{service} 不可用，正用本机朗读。</translation>
        </message>
        <message>
            <source>{service} is down; thinking locally.</source>
            <translation>{service} 不可用，正用本机思考。</translation>
        </message>
        <message>
            <source>{service} is still being loaded.</source>
            <translation>{service}仍在加载。</translation>
        </message>
        <message>
            <source>{service} offers no model; load one there, or name one in the settings.</source>
            <translation>{service} 没有可用的模型；请在那里加载一个，或在设置中指定模型名称。</translation>
        </message>
        <message>
            <source>{service}: {answer}</source>
            <translation>{service}：{answer}</translation>
        </message>
        <message>
            <source>{size}, {fit}</source>
            <translation>{size}，{fit}</translation>
        </message>
        <message>
            <source>{some}, {more}</source>
            <translation>{some}、{more}</translation>
        </message>
        <message>
            <source>{spent} today</source>
            <translation>今天 {spent}</translation>
        </message>
        <message>
            <source>{title}: nothing measured yet</source>
            <translation>{title}：尚无数据</translation>
        </message>
        <message>
            <source>{title}: p50 {p50}, p95 {p95} ({count})</source>
            <translation>{title}：p50 {p50}，p95 {p95}（{count} 次）</translation>
        </message>
        <message>
            <source>{value} is no number that {option} takes. '{hint}' explains.</source>
            <translation>{option} 不接受 {value} 这样的数值。详见“{hint}”。</translation>
        </message>
        <message>
            <source>{value} is not one of: {choices}. '{hint}' explains.</source>
            <translation>{value} 不在可选范围内：{choices}。详见“{hint}”。</translation>
        </message>
        <message>
            <source>{what} It said: {detail}</source>
            <translation>{what}对方说：{detail}</translation>
        </message>
        <message>
            <source>{what}.</source>
            <translation>{what}。</translation>
        </message>
        <message>
            <source>{why} So here is a sample conversation with a recording.</source>
            <translation>{why}因此这里用一段录音演示一次对话。</translation>
        </message>
        <message>
            <source>{words}, {free} free</source>
            <translation>{words}，可用 {free}</translation>
        </message>
        <message>
            <source>“{check}” could not be checked: there was no answer within {seconds} seconds.</source>
            <translation>无法检查“{check}”：{seconds} 秒内没有响应。</translation>
        </message>
        <message>
            <source>“{device}” cannot be used for sound: {reason}.</source>
            <translation>“{device}”无法用于声音：{reason}。</translation>
        </message>
        <message>
            <source>“{device}” delivers nothing but silence: it may be muted, or taken by another program; unmute it, or choose another microphone.</source>
            <translation>“{device}”没有传来任何声音：可能已被静音，或被其他程序占用。请取消静音，或选择另一个麦克风。</translation>
        </message>
        <message>
            <source>“{device}” has gone while recording; connect it again, or choose another one.</source>
            <translation>录音时“{device}”断开了；请重新连接，或选择另一个。</translation>
        </message>
        <message>
            <source>“{device}” is in use by another program; close that, or choose another microphone.</source>
            <translation>“{device}”正被其他程序使用；请关闭那个程序，或选择另一个麦克风。</translation>
        </message>
        <message>
            <source>“{device}” is not connected; the default device is used until it is back.</source>
            <translation>“{device}”未连接；在它重新连接之前使用默认设备。</translation>
        </message>
        <message>
            <source>“{device}” is used again.</source>
            <translation>重新使用“{device}”。</translation>
        </message>
        <message>
            <source>“{name}” is ready. Listen to it, or use it.</source>
            <translation>“{name}”已就绪，可以试听或使用。</translation>
        </message>
        <message>
            <source>“{path}” cannot be read: {reason}.</source>
            <translation>无法读取“{path}”：{reason}。</translation>
        </message>
        <message>
            <source>“{path}” cannot be written: {reason}.</source>
            <translation>无法写入“{path}”：{reason}。</translation>
        </message>
        <message>
            <source>“{path}” holds no sound; choose another recording.</source>
            <translation>“{path}”里没有声音；请选择其他录音。</translation>
        </message>
        <message>
            <source>“{path}” is a folder; name a file in it.</source>
            <translation>“{path}”是文件夹；请指定其中的文件。</translation>
        </message>
        <message>
            <source>“{path}” is a folder; name a sound file in it.</source>
            <translation>“{path}”是文件夹；请指定其中的声音文件。</translation>
        </message>
        <message>
            <source>“{path}” is cut off: only {percent} % of the sound it promises is there; copy or record it again.</source>
            <translation>“{path}”不完整：只有应有声音的 {percent}%；请重新复制或录制。</translation>
        </message>
        <message>
            <source>“{path}” is damaged; copy or record it again.</source>
            <translation>“{path}”已损坏；请重新复制或录制。</translation>
        </message>
        <message>
            <source>“{path}” is empty; choose a recording that holds sound.</source>
            <translation>“{path}”是空的；请选择有声音的录音。</translation>
        </message>
        <message>
            <source>“{path}” is not a sound file; WAV, FLAC, OGG and MP3 are understood.</source>
            <translation>“{path}”不是声音文件；支持 WAV、FLAC、OGG 和 MP3。</translation>
        </message>
        <message>
            <source>“{path}” is not an ordinary file; name another place.</source>
            <translation>“{path}”不是普通文件；请指定其他位置。</translation>
        </message>
        <message>
            <source>“{title}” is deleted.</source>
            <translation>“{title}”已删除。</translation>
        </message>
        <message>
            <source>“{voice}” is deleted.</source>
            <translation>“{voice}”已删除。</translation>
        </message>
        <message>
            <source>“{voice}” is no voice of your own; only such can be deleted.</source>
            <translation>“{voice}”不是你自己的声音；只能删除自己的声音。</translation>
        </message>
        <message>
            <source>“{words}”</source>
            <translation>“{words}”</translation>
        </message>
    </context>
</TS>
