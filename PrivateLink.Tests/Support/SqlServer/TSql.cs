using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace PrivateLink.Tests.Support.SqlServer;

/// <summary>Microsoft's parser for T-SQL as SQL Server 2019 understands it.</summary>
internal static class TSql
{
    /// <summary>Fails the test, with the text, when SQL Server would not understand it.</summary>
    public static TSqlScript Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(error => $"line {error.Line}: {error.Message}").Append(text)));
        return (TSqlScript)script;
    }

    /// <summary>The statements that a script hands to EXEC as text, each as a batch of its own.</summary>
    public static string Executed(string script)
    {
        var texts = new ExecutedTexts();
        Parse(script).Accept(texts);
        return string.Join("\nGO\n", texts.Found);
    }

    private sealed class ExecutedTexts : TSqlFragmentVisitor
    {
        public List<string> Found { get; } = [];

        public override void Visit(ExecutableStringList node) => Found.Add(string.Concat(node.Strings.Select(text => text is StringLiteral literal ? literal.Value : "[found_by_name]")));
    }
}
