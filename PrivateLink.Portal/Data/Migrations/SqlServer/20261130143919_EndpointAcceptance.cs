using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PrivateLink.Portal.Data.Migrations.SqlServer
{
    /// <inheritdoc />
    public partial class EndpointAcceptance : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "CloudResourceId",
                table: "PrivateLinkServices",
                type: "nvarchar(512)",
                maxLength: 512,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Approval",
                table: "PrivateEndpoints",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "ApprovalAt",
                table: "PrivateEndpoints",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ApprovalBy",
                table: "PrivateEndpoints",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ApprovalMessage",
                table: "PrivateEndpoints",
                type: "nvarchar(500)",
                maxLength: 500,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "CloudResourceId",
                table: "PrivateLinkServices");

            migrationBuilder.DropColumn(
                name: "Approval",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "ApprovalAt",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "ApprovalBy",
                table: "PrivateEndpoints");

            migrationBuilder.DropColumn(
                name: "ApprovalMessage",
                table: "PrivateEndpoints");
        }
    }
}
