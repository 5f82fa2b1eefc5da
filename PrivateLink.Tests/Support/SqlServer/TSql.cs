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
}
