//! Chinese names and phrases.

use super::{City, Person, Product, Touch, Words};

const fn city(
    name: &'static str,
    region: &'static str,
    postal: &'static str,
    phone: &'static str,
) -> City {
    City {
        name,
        region,
        country: "中国",
        postal,
        phone,
    }
}

const fn touch(
    ty: &'static str,
    subject: &'static str,
    body: &'static str,
    outcome: &'static str,
) -> Touch {
    Touch {
        ty,
        subject,
        body,
        outcome,
    }
}

const fn product(name: &'static str, pieces: &'static str) -> Product {
    Product { name, pieces }
}

macro_rules! spelled {
    ($($name:literal $slug:literal),* $(,)?) => { &[$(($name, $slug)),*] };
}

pub(super) const WORDS: Words = Words {
    first_names: spelled![
        "伟" "wei", "芳" "fang", "娜" "na", "敏" "min", "静" "jing", "丽" "li", "强" "qiang",
        "磊" "lei", "洋" "yang", "勇" "yong", "艳" "yan", "杰" "jie", "涛" "tao", "明" "ming",
        "超" "chao", "秀兰" "xiulan", "霞" "xia", "平" "ping", "刚" "gang", "桂英" "guiying",
        "子涵" "zihan", "雨桐" "yutong", "浩然" "haoran", "思远" "siyuan", "欣怡" "xinyi",
        "嘉怡" "jiayi", "俊杰" "junjie", "梓萱" "zixuan", "志强" "zhiqiang", "晓燕" "xiaoyan",
        "建国" "jianguo", "文博" "wenbo", "雅琴" "yaqin", "海燕" "haiyan", "天宇" "tianyu",
        "若曦" "ruoxi", "宏伟" "hongwei", "丹丹" "dandan", "佳宁" "jianing", "一鸣" "yiming",
    ],
    last_names: spelled![
        "王" "wang", "李" "li", "张" "zhang", "刘" "liu", "陈" "chen", "杨" "yang",
        "赵" "zhao", "黄" "huang", "周" "zhou", "吴" "wu", "徐" "xu", "孙" "sun", "胡" "hu",
        "朱" "zhu", "高" "gao", "林" "lin", "何" "he", "郭" "guo", "马" "ma", "罗" "luo",
        "梁" "liang", "宋" "song", "郑" "zheng", "谢" "xie", "韩" "han", "唐" "tang",
        "冯" "feng", "于" "yu", "董" "dong", "萧" "xiao", "程" "cheng", "曹" "cao",
        "袁" "yuan", "邓" "deng", "许" "xu", "傅" "fu", "沈" "shen", "曾" "zeng",
        "彭" "peng", "吕" "lv",
    ],
    family_first: true,
    company_a: spelled![
        "云" "yun", "星" "xing", "远" "yuan", "鼎" "ding", "华" "hua", "瑞" "rui", "恒" "heng",
        "博" "bo", "锦" "jin", "瀚" "han", "泰" "tai", "启" "qi", "安" "an", "凌" "ling",
        "盛" "sheng", "天" "tian", "嘉" "jia", "新" "xin", "海" "hai", "青" "qing",
        "明" "ming", "宏" "hong", "金" "jin", "康" "kang",
    ],
    company_b: spelled![
        "岭" "ling", "图" "tu", "洲" "zhou", "程" "cheng", "源" "yuan", "景" "jing",
        "达" "da", "信" "xin", "川" "chuan", "峰" "feng", "帆" "fan", "合" "he",
        "诚" "cheng", "宇" "yu", "桥" "qiao", "谷" "gu", "和" "he", "光" "guang",
        "禾" "he", "森" "sen",
    ],
    company_ends: [
        &["软件有限公司", "信息技术有限公司", "科技有限公司"],
        &["资产管理有限公司", "基金管理有限公司", "投资有限公司"],
        &["咨询有限公司", "管理咨询有限公司"],
        &["医院", "医疗集团", "健康管理有限公司"],
        &["机械制造有限公司", "精密制造有限公司", "工业有限公司"],
        &["学校", "教育科技有限公司", "培训学院"],
        &["律师事务所"],
        &["商贸有限公司", "零售有限公司", "百货有限公司"],
        &["传媒有限公司", "文化传播有限公司"],
        &["街道办事处", "政务服务中心", "规划局"],
        &["公益基金会", "慈善会"],
        &["置业有限公司", "物业有限公司"],
    ],
    space: "",
    cities: &[
        city("北京市", "北京", "1000", "+86 10"),
        city("上海市", "上海", "2000", "+86 21"),
        city("广州市", "广东", "5100", "+86 20"),
        city("深圳市", "广东", "5180", "+86 755"),
        city("杭州市", "浙江", "3100", "+86 571"),
        city("南京市", "江苏", "2100", "+86 25"),
        city("苏州市", "江苏", "2150", "+86 512"),
        city("成都市", "四川", "6100", "+86 28"),
        city("武汉市", "湖北", "4300", "+86 27"),
        city("西安市", "陕西", "7100", "+86 29"),
        city("青岛市", "山东", "2660", "+86 532"),
        city("厦门市", "福建", "3610", "+86 592"),
    ],
    phone_middle: "5550 01",
    streets: &[
        "人民路{n}号",
        "中山路{n}号",
        "科技园路{n}号",
        "建设大道{n}号",
        "解放路{n}号",
        "滨江路{n}号",
        "文化街{n}号",
        "和平路{n}号",
    ],
    jobs: &[
        ("行政经理", "行政部"),
        ("行政主管", "行政部"),
        ("设施经理", "设施部"),
        ("运营总监", "管理层"),
        ("总经理", "管理层"),
        ("人力资源总监", "人力资源部"),
        ("人事专员", "人力资源部"),
        ("采购经理", "采购部"),
        ("采购专员", "采购部"),
        ("财务总监", "财务部"),
        ("会计", "财务部"),
        ("空间设计师", "设施部"),
        ("信息技术经理", "信息技术部"),
        ("安全主管", "人力资源部"),
        ("项目经理", "管理层"),
        ("总经理助理", "行政部"),
    ],
    members: [
        Person {
            first: ("诗雨", "shiyu"),
            last: ("顾", "gu"),
            role: "销售总监",
            team: 0,
        },
        Person {
            first: ("子墨", "zimo"),
            last: ("方", "fang"),
            role: "客户经理",
            team: 0,
        },
        Person {
            first: ("晓彤", "xiaotong"),
            last: ("苏", "su"),
            role: "客户经理",
            team: 0,
        },
        Person {
            first: ("立新", "lixin"),
            last: ("江", "jiang"),
            role: "销售代表",
            team: 0,
        },
        Person {
            first: ("文静", "wenjing"),
            last: ("白", "bai"),
            role: "客服组长",
            team: 1,
        },
        Person {
            first: ("建华", "jianhua"),
            last: ("石", "shi"),
            role: "配送与账务",
            team: 2,
        },
    ],
    teams: ["销售", "客服", "配送", "账务"],
    office: "总部",
    unit: "件",
    products: [
        product("升降桌", "{n}张升降桌"),
        product("人体工学椅", "{n}把办公椅"),
        product("静音舱", "{n}个静音舱"),
        product("储物柜", "{n}人储物方案"),
        product("整体方案", "{n}人办公整体方案"),
    ],
    deal_name: "{company}：{pieces}",
    contact_tags: &["决策人", "订阅资讯", "到过展厅", "技术", "预算负责人"],
    company_tags: &["重点客户", "多地办公", "新办公室", "混合办公", "租赁"],
    deal_tags: &["招标", "更换", "搬迁", "试坐", "加急"],
    next_steps: &[
        "发送修改后的报价",
        "与安装师傅一起看现场",
        "等待预算审批",
        "送样椅试坐",
        "与财务总监沟通",
        "确定送货时段",
    ],
    touches: [
        &[
            touch(
                "Call",
                "与{person}首次通话",
                "了解了人数、平面图和搬迁日期。目前使用三个品牌的桌子。",
                "已接通",
            ),
            touch(
                "Email",
                "{product}：资料与价格",
                "发送了产品资料、价目表和两个规模相近的案例。",
                "已发送",
            ),
            touch(
                "Call",
                "致电{person}未接",
                "留了言，约了两个可以通话的时间。",
                "已留言",
            ),
            touch(
                "Meeting",
                "参观展厅",
                "试了四把椅子和两张桌子，对安静的电机印象最深。",
                "已举行",
            ),
            touch(
                "Note",
                "客户需求",
                "希望桌椅由一家供应，在旧办公室租约到期前送到。",
                "",
            ),
        ],
        &[
            touch(
                "Meeting",
                "现场测量",
                "测量了两层楼，查看了电梯和插座。有两根柱子，方案略有调整。",
                "已举行",
            ),
            touch(
                "Email",
                "{product}平面布置图",
                "发送了两个方案和各自的数量。",
                "已发送",
            ),
            touch(
                "Call",
                "讨论方案",
                "与{person}过了一遍方案，他们倾向储物更多的第二个。",
                "已接通",
            ),
            touch(
                "Meeting",
                "向团队介绍",
                "八人参加，关心噪音、走线槽和保修。",
                "已举行",
            ),
            touch(
                "Note",
                "谁来决定",
                "{person}负责准备，财务总监签字，工会需要听取意见。",
                "",
            ),
        ],
        &[
            touch(
                "Email",
                "{product}报价单",
                "发送了报价，送货、安装和旧家具回收分项列出。",
                "已发送",
            ),
            touch(
                "Call",
                "条款与折扣",
                "希望分三期付款，并再要一把样椅。",
                "已接通",
            ),
            touch(
                "Call",
                "跟进报价",
                "报价在财务总监处，预计下周答复。",
                "已接通",
            ),
            touch(
                "Meeting",
                "最后确认",
                "确定了送货时段、颜色和现场联系人。",
                "已举行",
            ),
            touch(
                "Note",
                "竞争对手",
                "另有一家报价低几个百分点，但保修期更短。",
                "",
            ),
        ],
    ],
    not_reached: "已留言",
    tasks: &[
        ("致电{person}沟通报价", "Call"),
        ("把修改后的方案发给{company}", "Email"),
        ("准备给{company}的演示", "Demo"),
        ("与安装师傅拜访{company}", "Meeting"),
        ("跟进{person}", "Follow-up"),
        ("与{person}共进午餐", "Lunch"),
        ("为{company}核对库存", "To-do"),
        ("向{person}索取平面图", "Email"),
    ],
    about_company: &[
        "年内搬入新楼，旧家具不带走。",
        "多地办公，由总部统一采购。",
        "混合办公：工位少于人数，静音舱更多。",
        "之前买过我们的椅子，对服务满意。",
        "发展很快，要求交货期短。",
    ],
    greeting: "{person}您好：",
    closing: "此致敬礼",
    follow_ups: &[
        "谢谢，我试过了，一件好了，另一件还是一样。",
        "谢谢。需要多长时间？同事每天都在问。",
        "照片和序列号在附件里，够了吗？",
        "再问一下：我们另一处办公室的家具也适用吗？",
        "有一点效果。明天上午能给我打个电话吗？",
    ],
    second_answers: &[
        "够了，我已经转交，两个工作日内给您答复。",
        "另一处办公室也适用，两个地址我都记下了。",
        "抱歉耽误了。零件今天已经发出，查询链接会发到邮箱。",
        "我明天九点给您打电话，如果时间不合适，回复这条消息即可。",
    ],
    thanks: &[
        "太好了，已经恢复正常，谢谢你们这么快！",
        "谢谢，问题解决了。",
        "都收到了，可以关闭了。",
    ],
    notes: &[
        "已核对序列号：在保修期内。",
        "问过仓库，零件有现货。",
        "该客户本季度第三次来单，已告知客户负责人。",
        "承运方已确认新的时段。",
        "发送前请核对开票地址。",
    ],
    waiting: &[
        "请问有进展吗？",
        "补充一下：同一层还有两件也是这样。",
        "什么时候能有答复？",
    ],
    language: "zh",
    product_label: "示例数据的产品",
    team_label: "示例数据的团队",
};
