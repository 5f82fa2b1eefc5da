using Microsoft.SqlServer.TransactSql.ScriptDom;
using Xunit;

namespace PrivateLink.Tests.Support.SqlServer;

/// <summary>Microsoft's T-SQL parser for SQL Server 2019.</summary>
internal static class TSql
{
    /// <summary>Parses the text, and fails the test with the text if it is not valid.</summary>
    public static TSqlScript Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = new TSql150Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.True(errors.Count == 0, string.Join('\n', errors.Select(error => $"line {error.Line}: {error.Message}").Append(text)));
        return (TSqlScript)script;
    }

    /// <summary>The statements that a script passes to EXEC as text, each as its own batch.</summary>
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
