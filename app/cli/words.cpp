// SPDX-FileCopyrightText: 2026 The Signalbox developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/words.h"

#include "app/nearest.h"

namespace signalbox::cli {

namespace {

QString guessed(const QString& word, const QStringList& candidates, const QString& prefix)
{
    const QString guess = app::nearest(word, candidates);
    return guess.isEmpty() ? QString() : QStringLiteral(" Did you mean \"%1%2\"?").arg(prefix, guess);
}

class Splitter
{
public:
    explicit Splitter(const QStringList& words)
        : m_input(words)
    {
    }

    [[nodiscard]] Result<Words> split()
    {
        bool optionsEnded = false;
        while (m_at < m_input.size() && !m_error) {
            const QString word = m_input[m_at++];
            if (optionsEnded || word == QLatin1String("-") || !word.startsWith(QLatin1Char('-')))
                takePlain(word);
            else if (word == QLatin1String("--"))
                optionsEnded = true;
            else if (word.startsWith(QLatin1String("--")))
                takeLong(word.mid(2));
            else
                takeShort(word.mid(1));
        }
        if (m_error)
            return *m_error;
        return std::move(m_words);
    }

private:
    void fail(const QString& sentence) { m_error = usageFailure(sentence, m_words.command); }

    void takePlain(const QString& word)
    {
        if (m_words.command != nullptr) {
            m_words.operands.append(word);
            return;
        }
        m_words.command = findCommand(word);
        if (m_words.command != nullptr)
            return;
        QStringList names;
        for (const CommandSpec& command : commands())
            names.append(QLatin1String(command.name));
        fail(QStringLiteral("\"%1\" is no command.%2").arg(cleaned(word, 60), guessed(word, names, {})));
    }

    void takeLong(const QString& text)
    {
        const qsizetype equals = text.indexOf(QLatin1Char('='));
        const QString name = text.left(equals);
        const OptionSpec* option = findOption(commonOptions(), name);
        if (option == nullptr && m_words.command != nullptr)
            option = findOption(m_words.command->options, name);
        if (option == nullptr) {
            refuseUnknown(name);
            return;
        }
        if (option->value == nullptr && equals >= 0)
            fail(QStringLiteral("--%1 takes no value.").arg(name));
        else if (equals >= 0)
            store(*option, text.mid(equals + 1));
        else
            storeWithNext(*option, QLatin1String("--") + name);
    }

    void takeShort(const QString& text)
    {
        const OptionSpec* option = findOption(commonOptions(), text[0]);
        if (option == nullptr && m_words.command != nullptr)
            option = findOption(m_words.command->options, text[0]);
        const QString name = QStringLiteral("-%1").arg(text[0]);
        if (option == nullptr)
            fail(QStringLiteral("%1 is no option%2.").arg(cleaned(name), ofCommand()));
        else if (option->value == nullptr && text.size() > 1)
            fail(QStringLiteral("%1 takes no value.").arg(name));
        else if (text.size() > 1)
            store(*option, text.mid(1));
        else
            storeWithNext(*option, name);
    }

    void storeWithNext(const OptionSpec& option, const QString& spelling)
    {
        if (option.value == nullptr) {
            m_words.options[option.id] = {};
            return;
        }
        if (m_at >= m_input.size() || m_input[m_at].startsWith(QLatin1String("--"))) {
            fail(QStringLiteral("%1 needs a value: %1 %2.").arg(spelling, QLatin1String(option.value)));
            return;
        }
        store(option, m_input[m_at++]);
    }

    void store(const OptionSpec& option, const QString& value)
    {
        QStringList& values = m_words.options[option.id];
        if (!values.isEmpty() && !option.repeatable)
            fail(QStringLiteral("--%1 is given twice.").arg(QLatin1String(option.name)));
        else if (value.trimmed().isEmpty())
            fail(QStringLiteral("--%1 is empty.").arg(QLatin1String(option.name)));
        else
            values.append(value);
    }

    void refuseUnknown(const QString& name)
    {
        QStringList names;
        for (const OptionSpec& option : commonOptions())
            names.append(QLatin1String(option.name));
        if (m_words.command != nullptr) {
            for (const OptionSpec& option : m_words.command->options)
                names.append(QLatin1String(option.name));
        } else {
            for (const CommandSpec& command : commands()) {
                if (findOption(command.options, name) != nullptr) {
                    fail(QStringLiteral("--%1 belongs behind its command, as in \"signalbox %2 --%1\".")
                             .arg(name, QLatin1String(command.name)));
                    return;
                }
            }
        }
        fail(QStringLiteral("--%1 is no option%2.%3")
                 .arg(cleaned(name, 60), ofCommand(), guessed(name, names, QStringLiteral("--"))));
    }

    [[nodiscard]] QString ofCommand() const
    {
        return m_words.command == nullptr
                   ? QString()
                   : QStringLiteral(" of signalbox %1").arg(QLatin1String(m_words.command->name));
    }

    const QStringList& m_input;
    qsizetype m_at = 0;
    Words m_words;
    std::optional<tl::unexpected<Error>> m_error;
};

} // namespace

QString Words::value(OptionId id) const
{
    const auto it = options.find(id);
    return it == options.end() || it->second.isEmpty() ? QString() : it->second.first();
}

Result<Words> splitWords(const QStringList& words)
{
    return Splitter(words).split();
}

tl::unexpected<Error> usageFailure(const QString& sentence, const CommandSpec* command)
{
    const QString where = command == nullptr
                              ? QStringLiteral("signalbox --help")
                              : QStringLiteral("signalbox help %1").arg(QLatin1String(command->name));
    return failure({.kind = ErrorKind::Invalid,
                    .what = QStringLiteral("%1 Try \"%2\".").arg(sentence, where),
                    .detail = {}});
}

} // namespace signalbox::cli
