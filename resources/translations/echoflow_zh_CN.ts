<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>echoflow</name>
        <message>
            <source>'{address}' is no address for {service}; write it like http://127.0.0.1:9000.</source>
            <translation>“{address}”不是 {service} 的有效地址；请写成 http://127.0.0.1:9000 这样。</translation>
        </message>
        <message>
            <source>A larger language model needs about 6 GB.</source>
            <translation>更大的语言模型约需 6 GB。</translation>
        </message>
        <message>
            <source>A voice assistant in the desktop tray.</source>
            <translation>桌面托盘里的语音助手。</translation>
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
            <source>Address</source>
            <translation>地址</translation>
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
            <source>All figures that were measured so far are forgotten.</source>
            <translation>此前测得的所有数据都会被删除。</translation>
        </message>
        <message>
            <source>All files</source>
            <translation>所有文件</translation>
        </message>
        <message>
            <source>Another one</source>
            <translation>换一段</translation>
        </message>
        <message>
            <source>Answer of {service}</source>
            <translation>{service} 的答复</translation>
        </message>
        <message>
            <source>Answers: p50 {p50}, p95 {p95} over {count} turns; slowest: {stage} ({seconds}).</source>
            <translation>回答：{count} 轮中 p50 {p50}，p95 {p95}；最慢的是{stage}（{seconds}）。</translation>
        </message>
        <message>
            <source>As the system chooses</source>
            <translation>跟随系统</translation>
        </message>
        <message>
            <source>Asking for the voices…</source>
            <translation>正在获取声音列表……</translation>
        </message>
        <message>
            <source>Asking {service}…</source>
            <translation>正在询问 {service}……</translation>
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
            <source>CODE</source>
            <translation>代码</translation>
        </message>
        <message>
            <source>COMMAND</source>
            <translation>命令</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <source>Check</source>
            <translation>检查</translation>
        </message>
        <message>
            <source>Check the key for {service}</source>
            <translation>检查 {service} 的密钥</translation>
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
            <source>Choose a recording of your voice</source>
            <translation>选择您的录音</translation>
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
            <source>Click and talk.</source>
            <translation>点击后说话。</translation>
        </message>
        <message>
            <source>Click here to talk.</source>
            <translation>点击这里说话。</translation>
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
            <translation>克隆声音需要授权：如果这是您本人的声音，或您已获得声音所有者的许可，请加上 --consent。</translation>
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
            <source>Connect one and try again.</source>
            <translation>请连接一个后重试。</translation>
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
            <source>Cut in</source>
            <translation>打断</translation>
        </message>
        <message>
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <source>Delete figures…</source>
            <translation>删除数据……</translation>
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
            <source>Deleting the voice…</source>
            <translation>正在删除声音……</translation>
        </message>
        <message>
            <source>Distribution</source>
            <translation>分布</translation>
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
            <source>EchoFlow forgets it; in your account at the service it stays as it is.</source>
            <translation>EchoFlow 会忘掉它；您在该服务账户中的密钥不受影响。</translation>
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
            <source>EchoFlow speaks with “{voice}” from its next start on.</source>
            <translation>EchoFlow 下次启动后将用“{voice}”说话。</translation>
        </message>
        <message>
            <source>EchoFlow {version} on {platform}</source>
            <translation>EchoFlow {version}，运行于 {platform}</translation>
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
            <source>ElevenLabs cannot read the recording; save it as WAV or MP3.</source>
            <translation>ElevenLabs 无法读取这段录音；请保存为 WAV 或 MP3 格式。</translation>
        </message>
        <message>
            <source>ElevenLabs is making the voice…</source>
            <translation>ElevenLabs 正在制作声音……</translation>
        </message>
        <message>
            <source>ElevenLabs lets your plan make no more voices this month; try again next month.</source>
            <translation>您的 ElevenLabs 套餐本月可创建的声音已用完；请下个月再试。</translation>
        </message>
        <message>
            <source>ElevenLabs wants you to prove that the voice is yours; do so in your account there.</source>
            <translation>ElevenLabs 需要您证明这是您本人的声音；请在那里的账户中完成验证。</translation>
        </message>
        <message>
            <source>End of turn</source>
            <translation>判断话音结束</translation>
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
            <source>FILE</source>
            <translation>文件</translation>
        </message>
        <message>
            <source>Fetch what is not whole again, or remove it.</source>
            <translation>请重新下载不完整的文件，或将其删除。</translation>
        </message>
        <message>
            <source>Flux (knows when you have finished)</source>
            <translation>Flux（知道您何时说完）</translation>
        </message>
        <message>
            <source>From your last sound to the first of the answer</source>
            <translation>从你说完到听见回答</translation>
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
            <source>Good. Go on reading.</source>
            <translation>很好，请继续读。</translation>
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
            <source>Hears what you say, while you say it. Keys are made at console.deepgram.com.</source>
            <translation>边说边识别。密钥在 console.deepgram.com 创建。</translation>
        </message>
        <message>
            <source>Hello! This is what I sound like.</source>
            <translation>你好！这就是我的声音。</translation>
        </message>
        <message>
            <source>Hold and talk</source>
            <translation>按住说话</translation>
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
            <source>How fast EchoFlow answers cannot be kept in {file}; rename or delete that file, or make room on the disk.</source>
            <translation>EchoFlow 的响应时间无法保存到 {file}；请重命名或删除该文件，或清理磁盘空间。</translation>
        </message>
        <message>
            <source>I did not hear anything.</source>
            <translation>没有听到声音。</translation>
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
            <translation>它在您的账户中也会被删除，无法恢复。</translation>
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
            <source>Just talk</source>
            <translation>直接说话</translation>
        </message>
        <message>
            <source>Just talk.</source>
            <translation>直接说话即可。</translation>
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
            <source>Keyring locked</source>
            <translation>密钥环已锁定</translation>
        </message>
        <message>
            <source>Keyring refused</source>
            <translation>密钥环拒绝访问</translation>
        </message>
        <message>
            <source>Keys and costs</source>
            <translation>密钥与费用</translation>
        </message>
        <message>
            <source>Keys and costs…</source>
            <translation>密钥与费用…</translation>
        </message>
        <message>
            <source>LEVEL</source>
            <translation>级别</translation>
        </message>
        <message>
            <source>Language model</source>
            <translation>语言模型</translation>
        </message>
        <message>
            <source>Language models: {names}</source>
            <translation>语言模型：{names}</translation>
        </message>
        <message>
            <source>Last answers</source>
            <translation>最近的回答</translation>
        </message>
        <message>
            <source>Level of the microphone</source>
            <translation>麦克风音量</translation>
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
            <translation>正在检查录音……</translation>
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
            <source>Look for a faster network, or hear with this computer.</source>
            <translation>请换用更快的网络，或用本机识别语音。</translation>
        </message>
        <message>
            <source>Look for a faster network, or speak with this computer.</source>
            <translation>请换用更快的网络，或用本机合成语音。</translation>
        </message>
        <message>
            <source>Looking in the keyring…</source>
            <translation>正在查看密钥环……</translation>
        </message>
        <message>
            <source>Loudspeakers: {names}</source>
            <translation>扬声器：{names}</translation>
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
            <source>Microphones: {names}</source>
            <translation>麦克风：{names}</translation>
        </message>
        <message>
            <source>Missing: {arguments}. '{hint}' explains.</source>
            <translation>缺少参数：{arguments}。详见“{hint}”。</translation>
        </message>
        <message>
            <source>Mode</source>
            <translation>模式</translation>
        </message>
        <message>
            <source>Model</source>
            <translation>模型</translation>
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
            <source>No answer has been measured yet</source>
            <translation>还没有测得任何回答</translation>
        </message>
        <message>
            <source>No answer has been measured yet.</source>
            <translation>还没有测得任何回答。</translation>
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
            <translation>没有密钥；您自己的服务器可能不需要</translation>
        </message>
        <message>
            <source>No usable key</source>
            <translation>没有可用的密钥</translation>
        </message>
        <message>
            <source>No, thanks</source>
            <translation>不用了</translation>
        </message>
        <message>
            <source>Nothing has been recorded; check the microphone.</source>
            <translation>没有录到声音；请检查麦克风。</translation>
        </message>
        <message>
            <source>Nothing was made: the recording was not sent to its end.</source>
            <translation>录音没有发送完，未制作任何声音。</translation>
        </message>
        <message>
            <source>Nova-3 (all languages)</source>
            <translation>Nova-3（所有语言）</translation>
        </message>
        <message>
            <source>On Wayland no app sees keys pressed elsewhere; bind the command "echoflow toggle" to a shortcut in the keyboard settings of your desktop.</source>
            <translation>Wayland 下应用看不到其他窗口中的按键，请在桌面的键盘设置里为命令“echoflow toggle”绑定一个快捷键。</translation>
        </message>
        <message>
            <source>One moment, please.</source>
            <translation>请稍候。</translation>
        </message>
        <message>
            <source>Only voices that you have made yourself can be deleted at ElevenLabs.</source>
            <translation>在 ElevenLabs 只能删除您自己创建的声音。</translation>
        </message>
        <message>
            <source>OpenAI-compatible service</source>
            <translation>OpenAI 兼容服务</translation>
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
            <source>Paste your key here</source>
            <translation>在此粘贴密钥</translation>
        </message>
        <message>
            <source>Play</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>Playback</source>
            <translation>播放</translation>
        </message>
        <message>
            <source>Port {port} of {host} cannot be opened: {reason}.</source>
            <translation>无法打开 {host} 的端口 {port}：{reason}。</translation>
        </message>
        <message>
            <source>Press and talk</source>
            <translation>按一下说话</translation>
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
            <source>Quit</source>
            <translation>退出</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>就绪</translation>
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
            <source>Response times</source>
            <translation>响应时间</translation>
        </message>
        <message>
            <source>Response times…</source>
            <translation>响应时间……</translation>
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
            <source>Search by name, language or character</source>
            <translation>按名称、语言或特点搜索</translation>
        </message>
        <message>
            <source>Search the voices</source>
            <translation>搜索声音</translation>
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
            <translation>正在上传录音…… {percent}%</translation>
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
            <source>Settings and data can be written.</source>
            <translation>设置和数据可以写入。</translation>
        </message>
        <message>
            <source>Several voices are called “{voice}”: {choices}; name one of these.</source>
            <translation>有多个声音叫“{voice}”：{choices}；请指定其中一个。</translation>
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
            <source>Something unexpected went wrong, and the details could not be saved: {reason}</source>
            <translation>发生意外错误，且详情无法保存：{reason}</translation>
        </message>
        <message>
            <source>Something unexpected went wrong; the details are in {file}.</source>
            <translation>发生意外错误，详情见 {file}。</translation>
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
            <source>Sound files</source>
            <translation>音频文件</translation>
        </message>
        <message>
            <source>Sound needs the PortAudio library; install the package libportaudio2.</source>
            <translation>声音需要 PortAudio 库；请安装软件包 libportaudio2。</translation>
        </message>
        <message>
            <source>Speak for a minute or two, alone in a quiet room, in the manner you would like to be answered in. The recording goes to ElevenLabs, which makes a voice of it in your account.</source>
            <translation>请在安静的房间里独自说一两分钟，用您希望听到的回答语气。录音会上传到 ElevenLabs，由它在您的账户中制作成声音。</translation>
        </message>
        <message>
            <source>Speak with</source>
            <translation>朗读引擎</translation>
        </message>
        <message>
            <source>Speaker</source>
            <translation>扬声器</translation>
        </message>
        <message>
            <source>Speaking</source>
            <translation>正在说</translation>
        </message>
        <message>
            <source>Speaks to you in many voices, your own among them. Keys are made at elevenlabs.io, under Developers.</source>
            <translation>用多种声音朗读，也可以用您自己的声音。密钥在 elevenlabs.io 的 Developers 中创建。</translation>
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
            <source>Still getting ready; one moment, please.</source>
            <translation>还在准备，请稍候。</translation>
        </message>
        <message>
            <source>Stop</source>
            <translation>停止</translation>
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
            <source>Talk with EchoFlow, and each answer appears here with the time it took.</source>
            <translation>和 EchoFlow 说话，每次回答及其用时就会显示在这里。</translation>
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
            <source>The hotkey {chord} can be used.</source>
            <translation>快捷键 {chord} 可用。</translation>
        </message>
        <message>
            <source>The hotkey {chord} is not a combination of keys; write it like {example}.</source>
            <translation>快捷键 {chord} 不是有效的组合键，请写成 {example} 这样的形式。</translation>
        </message>
        <message>
            <source>The hotkey {chord} would go off while you type; write it like {example}.</source>
            <translation>快捷键 {chord} 会在打字时误触发，请写成 {example} 这样的形式。</translation>
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
            <translation>{service} 的密钥没有这项权限；请在您的账户中允许。</translation>
        </message>
        <message>
            <source>The key was not kept.</source>
            <translation>密钥未保存。</translation>
        </message>
        <message>
            <source>The keyboard can not be listened to here; bind the command "echoflow toggle" to a shortcut in the keyboard settings of your desktop.</source>
            <translation>这里无法监听键盘，请在桌面的键盘设置里为命令“echoflow toggle”绑定一个快捷键。</translation>
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
            <source>The last answers</source>
            <translation>最近的回答</translation>
        </message>
        <message>
            <source>The local recognizer does not understand '{language}'; choose one of: {available}; or hear with Deepgram: --engine-asr deepgram.</source>
            <translation>本机语音识别不懂“{language}”；请选择：{available}；或用 Deepgram 来听：--engine-asr deepgram。</translation>
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
            <source>The local voice "{voice}" is missing or damaged; choose another one.</source>
            <translation>本地语音“{voice}”缺失或已损坏，请选择另一个。</translation>
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
            <source>The loudspeaker “{name}” is not connected; connect it or choose another one.</source>
            <translation>扬声器“{name}”未连接；请连接它或选择其他扬声器。</translation>
        </message>
        <message>
            <source>The microphone is muted; choose "Mute microphone" in the menu again to be heard.</source>
            <translation>麦克风已静音；在菜单中再次点选“麦克风静音”即可恢复。</translation>
        </message>
        <message>
            <source>The microphone or the loudspeaker has gone; connect it and talk again, or choose another in the menu.</source>
            <translation>麦克风或扬声器已断开；请重新连接后再说话，或在菜单中选择另一个。</translation>
        </message>
        <message>
            <source>The microphone “{name}” is not connected; connect it or choose another one.</source>
            <translation>麦克风“{name}”未连接；请连接它或选择其他麦克风。</translation>
        </message>
        <message>
            <source>The model at {service} has only thought and said nothing; choose one that answers at once.</source>
            <translation>{service} 的模型只顾思考，没有作答；请换一个直接回答的模型。</translation>
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
            <source>The price '{name}' in {file} is for nothing that EchoFlow counts; it counts {items}.</source>
            <translation>{file} 中的价格“{name}”不对应 EchoFlow 计量的任何项目；可计量的有：{items}。</translation>
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
            <source>The sound device is gone; connect it again or choose another one.</source>
            <translation>声音设备已断开；请重新连接或选择其他设备。</translation>
        </message>
        <message>
            <source>The sound system does not answer: {reason}.</source>
            <translation>声音系统没有响应：{reason}。</translation>
        </message>
        <message>
            <source>The speech recognition model in {folder} does not understand the language "{language}".</source>
            <translation>{folder} 中的语音识别模型不支持语言“{language}”。</translation>
        </message>
        <message>
            <source>The speech recognition model in {folder} is missing or damaged; choose another one.</source>
            <translation>{folder} 中的语音识别模型缺失或已损坏，请选择另一个模型。</translation>
        </message>
        <message>
            <source>The system prompt takes {tokens} tokens, and more than {limit} leave little room for the conversation; shorten it, or raise 'context_length' in the settings.</source>
            <translation>系统提示词占用 {tokens} 个 token，超过 {limit} 个后留给对话的空间就很少；请缩短提示词，或在设置中调大 context_length。</translation>
        </message>
        <message>
            <source>The system's keyring is locked or does not answer; unlock it for the key of {service}.</source>
            <translation>系统密钥环已锁定或没有响应；请解锁以使用 {service} 的密钥。</translation>
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
            <source>The voice {voice} is gone; the default one is used.</source>
            <translation>音色 {voice} 已不存在，改用默认音色。</translation>
        </message>
        <message>
            <source>There are no keys in {file}; it should hold lines such as DEEPGRAM_API_KEY=...</source>
            <translation>{file} 中没有密钥；其中应有形如 DEEPGRAM_API_KEY=... 的行。</translation>
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
            <source>There is no key for {service}; enter one under Keys in the menu, or with 'echoflow keys set {name}'.</source>
            <translation>没有 {service} 的密钥；请在菜单的“密钥”中输入，或使用“echoflow keys set {name}”。</translation>
        </message>
        <message>
            <source>There is no key for {service}; enter one under Keys in the menu.</source>
            <translation>没有 {service} 的密钥；请在菜单的“密钥与费用”中输入。</translation>
        </message>
        <message>
            <source>There is no key to check; enter one with 'echoflow keys set'.</source>
            <translation>没有可检查的密钥；请用“echoflow keys set”输入。</translation>
        </message>
        <message>
            <source>There is no language model that can be used.</source>
            <translation>没有可用的语言模型。</translation>
        </message>
        <message>
            <source>There is no local voice "{voice}" on this computer; choose another one.</source>
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
            <source>There is no model {name}; “echoflow models list” shows those there are.</source>
            <translation>没有名为 {name} 的模型；“echoflow models list” 会列出已有的模型。</translation>
        </message>
        <message>
            <source>There is no port {port}; choose one from 0 to 65535.</source>
            <translation>没有端口 {port}，请选择 0 到 65535 之间的端口。</translation>
        </message>
        <message>
            <source>There is no screen, so there is no hotkey; use the command "echoflow toggle".</source>
            <translation>没有屏幕，因此快捷键不可用，请使用命令“echoflow toggle”。</translation>
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
            <translation>您的 ElevenLabs 账户中没有这个声音；请查看声音列表。</translation>
        </message>
        <message>
            <source>There is no voice "{voice}" in your account at ElevenLabs; choose another.</source>
            <translation>您的 ElevenLabs 账户里没有“{voice}”这个声音；请另选一个。</translation>
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
            <translation>思考中</translation>
        </message>
        <message>
            <source>Thinks for you: OpenAI, or your own server with llama-server, Ollama or vLLM, given its address.</source>
            <translation>替您思考：OpenAI，或填上地址使用您自己的 llama-server、Ollama、vLLM 服务器。</translation>
        </message>
        <message>
            <source>This computer</source>
            <translation>本机</translation>
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
            <source>This is more than the model at {service} can read at once; say it shorter.</source>
            <translation>这段话超出了 {service} 的模型一次能读取的长度；请说得短一些。</translation>
        </message>
        <message>
            <source>This is my own voice, or its owner has agreed to have it cloned.</source>
            <translation>这是我本人的声音，或者声音的主人已同意克隆。</translation>
        </message>
        <message>
            <source>This message is too long for the language model: {tokens} tokens, and its context holds {context}; say it in parts.</source>
            <translation>这段话对语言模型来说太长：共 {tokens} 个词元，而上下文只能容纳 {context} 个；请分几次说。</translation>
        </message>
        <message>
            <source>This month's budget is spent; local engines serve until next month, or until you raise it.</source>
            <translation>本月预算已用完；在下个月或您提高预算之前，由本地引擎服务。</translation>
        </message>
        <message>
            <source>This month's budget is spent; raise it in the settings to use {service} again.</source>
            <translation>本月预算已用完；要继续使用 {service}，请在设置中提高预算。</translation>
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
            <source>Time</source>
            <translation>时间</translation>
        </message>
        <message>
            <source>Today: {dollars}</source>
            <translation>今天：{dollars}</translation>
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
            <source>Total (ms)</source>
            <translation>总计（毫秒）</translation>
        </message>
        <message>
            <source>Unknown option: {option}. '{hint}' lists what there is.</source>
            <translation>未知选项：{option}。运行“{hint}”可查看所有选项。</translation>
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
            <source>What is spent cannot be kept in {file} and is counted only until EchoFlow quits; rename or delete that file, or make room on the disk.</source>
            <translation>费用无法记录到 {file}，只能计到 EchoFlow 退出为止；请重命名或删除该文件，或腾出磁盘空间。</translation>
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
            <source>When you cut in</source>
            <translation>你打断时</translation>
        </message>
        <message>
            <source>While the environment variable {variable} is set, what it holds is used instead.</source>
            <translation>环境变量 {variable} 设置期间，将使用其中的密钥。</translation>
        </message>
        <message>
            <source>With a key for ElevenLabs there are many more; enter one under Keys.</source>
            <translation>有了 ElevenLabs 的密钥就有更多声音；请在“密钥与费用”中输入。</translation>
        </message>
        <message>
            <source>You may not read “{path}”; change its permissions.</source>
            <translation>您无权读取“{path}”；请更改其权限。</translation>
        </message>
        <message>
            <source>You may not write “{path}”; choose another place.</source>
            <translation>您无权写入“{path}”；请选择其他位置。</translation>
        </message>
        <message>
            <source>You may read this: On clear mornings I like to walk along the river before the city wakes up. The baker is already at work, and the whole street smells of warm bread. What would you do with a free day? I would take the slow train to the sea, find a bench in the sun, and read until the light goes. Then go on with whatever comes to your mind.</source>
            <translation>您可以读这一段：晴朗的早晨，我喜欢在城市醒来之前沿着河边走一走。面包店已经开工，整条街都飘着刚出炉的面包香。如果有一天空闲，您会做什么？我会坐慢车去海边，在阳光下找一张长椅，一直读书到天色变暗。接着想到什么就说什么。</translation>
        </message>
        <message>
            <source>You:  {text}</source>
            <translation>你：  {text}</translation>
        </message>
        <message>
            <source>Your account at ElevenLabs holds no more voices of your own; delete one first.</source>
            <translation>您的 ElevenLabs 账户无法再添加自己的声音；请先删除一个。</translation>
        </message>
        <message>
            <source>Your account at {service} has no credit left; top it up there.</source>
            <translation>您的 {service} 账户余额已用完；请充值。</translation>
        </message>
        <message>
            <source>Your plan at ElevenLabs does not include cloning voices; choose a larger one there.</source>
            <translation>您的 ElevenLabs 套餐不含声音克隆；请在那里升级套餐。</translation>
        </message>
        <message>
            <source>Your recording</source>
            <translation>您的录音</translation>
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
            <source>address to listen on</source>
            <translation>监听地址</translation>
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
            <source>ask the services whether they accept the keys</source>
            <translation>询问各服务是否接受密钥</translation>
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
            <source>context {tokens}</source>
            <translation>上下文 {tokens}</translation>
        </message>
        <message>
            <source>deepgram, elevenlabs or openai</source>
            <translation>deepgram、elevenlabs 或 openai</translation>
        </message>
        <message>
            <source>delete a voice of your own, at ElevenLabs</source>
            <translation>在 ElevenLabs 删除您自己的声音</translation>
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
            <source>in use</source>
            <translation>使用中</translation>
        </message>
        <message>
            <source>its identifier or name</source>
            <translation>其标识或名称</translation>
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
            <source>nothing measured yet</source>
            <translation>尚无数据</translation>
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
            <source>the models there are</source>
            <translation>列出现有模型</translation>
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
            <source>what suits the language</source>
            <translation>按语言自动选择</translation>
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
            <source>you say that the voice is your own, or that you have its owner's permission</source>
            <translation>您声明这是您本人的声音，或已获得声音所有者的许可</translation>
        </message>
        <message>
            <source>your own</source>
            <translation>您自己的</translation>
        </message>
        <message>
            <source>yours</source>
            <translation>您的</translation>
        </message>
        <message>
            <source>{before} {after}</source>
            <translation>{before}{after}</translation>
        </message>
        <message>
            <source>{count} characters</source>
            <translation>{count} 个字符</translation>
        </message>
        <message>
            <source>{count} ms</source>
            <translation>{count} 毫秒</translation>
        </message>
        <message>
            <source>{count} tokens</source>
            <translation>{count} 个词元</translation>
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
            <source>{free:.1f} GB are free in {folder}.</source>
            <translation>{folder} 剩余 {free:.1f} GB 空间。</translation>
        </message>
        <message>
            <source>{host} can be reached by others; set a token with --token, or listen on 127.0.0.1.</source>
            <translation>其他人也能访问 {host}，请用 --token 设置令牌，或改为监听 127.0.0.1。</translation>
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
            <source>{name} is ready.</source>
            <translation>{name} 已就绪。</translation>
        </message>
        <message>
            <source>{name} is too large for this machine: it needs {needed}, and {available} are free.</source>
            <translation>{name} 对这台电脑来说太大：需要 {needed}，可用 {available}。</translation>
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
            <source>{path} is a folder; give the GGUF file in it.</source>
            <translation>{path} 是文件夹；请指定其中的 GGUF 文件。</translation>
        </message>
        <message>
            <source>{path} is not a language model; EchoFlow needs a GGUF file.</source>
            <translation>{path} 不是语言模型；EchoFlow 需要 GGUF 文件。</translation>
        </message>
        <message>
            <source>{path} is of a GGUF version that cannot be read; download a newer file.</source>
            <translation>{path} 的 GGUF 版本无法读取；请下载较新的文件。</translation>
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
            <source>{service} cannot be reached through a SOCKS proxy; set an HTTP proxy.</source>
            <translation>无法通过 SOCKS 代理连接 {service}；请改用 HTTP 代理。</translation>
        </message>
        <message>
            <source>{service} cannot be reached; check the network.</source>
            <translation>无法连接 {service}；请检查网络。</translation>
        </message>
        <message>
            <source>{service} does not accept the key; enter another one under Keys in the menu.</source>
            <translation>{service} 不接受这个密钥；请在菜单的“密钥与费用”中换一个。</translation>
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
            <source>{service} offers no model; load one there, or name one in the settings.</source>
            <translation>{service} 没有可用的模型；请在那里加载一个，或在设置中指定模型名称。</translation>
        </message>
        <message>
            <source>{service}: {answer}</source>
            <translation>{service}：{answer}</translation>
        </message>
        <message>
            <source>{some}, {more}</source>
            <translation>{some}、{more}</translation>
        </message>
        <message>
            <source>{spent} of {budget} this month</source>
            <translation>本月 {spent}，预算 {budget}</translation>
        </message>
        <message>
            <source>{spent} this month</source>
            <translation>本月 {spent}</translation>
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
            <source>“{device}” cannot be used for sound: {reason}.</source>
            <translation>“{device}”无法用于声音：{reason}。</translation>
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
            <source>“{voice}” is deleted.</source>
            <translation>“{voice}”已删除。</translation>
        </message>
        <message>
            <source>“{voice}” is no voice of your own; only such can be deleted.</source>
            <translation>“{voice}”不是您自己的声音；只能删除自己的声音。</translation>
        </message>
    </context>
</TS>
