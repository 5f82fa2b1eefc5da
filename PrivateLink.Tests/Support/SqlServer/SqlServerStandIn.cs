using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;

namespace PrivateLink.Tests.Support.SqlServer;

/// <summary>
/// The SQL Server provider without a server. Connections are not opened. Microsoft's own T-SQL parser parses each command, and the answer is one
/// plausible row. What the provider would have sent is in <see cref="Commands"/>.
/// </summary>
internal sealed class SqlServerStandIn : IDbContextFactory<PortalDbContext>
{
    private readonly List<string> _commands = [];
    private readonly DbContextOptions<SqlServerPortalDbContext> _options;

    public SqlServerStandIn()
    {
        Answers = new PlausibleAnswers();
        _options = (DbContextOptions<SqlServerPortalDbContext>)new DbContextOptionsBuilder<SqlServerPortalDbContext>()
            .UseSqlServer(new DatabaseOptions { Provider = DatabaseProvider.SqlServer, ConnectionString = "Server=nowhere.invalid;Database=none" })
            .AddInterceptors(new SuppressedConnection(), new SuppressedTransaction(), new AnsweredCommands(Answers, _commands))
            .Options;
    }

    public IReadOnlyList<string> Commands => _commands;

    public PlausibleAnswers Answers { get; }

    public PortalDbContext CreateDbContext() => new SqlServerPortalDbContext(_options, TimeProvider.System);
}
